select
    newest.program_id, newest.institution_name, newest.district_name, newest.level, newest.major_code, newest.major_name,
    newest.card, newest.denominator,
    count(case when verdict.card = newest.card then 1 end) / $draws as kept,
    count(case when coalesce(drawn_rung.severity, 0) < coalesce(rung.severity, 0) then 1 end) / $draws as lighter,
    count(case when coalesce(drawn_rung.severity, 0) > coalesce(rung.severity, 0) then 1 end) / $draws as heavier
from marts.verdict as newest
inner join drawn.verdict as verdict on verdict.program_id = newest.program_id
left join policy.card as rung on rung.card = newest.card
left join policy.card as drawn_rung on drawn_rung.card = verdict.card
where newest.is_latest_year
group by all
order by kept, newest.program_id
