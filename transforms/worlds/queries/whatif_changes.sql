select
    now.program_id, now.institution_name, now.district_name, now.level, now.major_code, now.major_name,
    now.card, other.card as other_card, other.reason_code as other_reason_code, other.years_counted,
    now.seats_affected as seats,
    -- not judged stands outside the ladder: entering or leaving it is no step up or down
    coalesce(other_rung.severity, 0) - coalesce(rung.severity, 0) as steps
from published.marts.verdict as now
inner join marts.verdict as other on other.program_id = now.program_id and other.year = now.year
left join policy.card as rung on rung.card = now.card
left join policy.card as other_rung on other_rung.card = other.card
where now.is_latest_year and other.card <> now.card
order by steps desc, seats desc nulls last, now.program_id
