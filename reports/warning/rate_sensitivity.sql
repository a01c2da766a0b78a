-- one row per program whose newest judged cohort has more in-house posts than the line: its rate and card without them
select
    sensitivity.program_id,
    sensitivity.institution_name,
    sensitivity.level,
    sensitivity.major_code,
    sensitivity.major_name,
    sensitivity.in_house_share,
    sensitivity.in_house_share_status,
    sensitivity.employment_rate,
    sensitivity.employment_rate_status,
    sensitivity.rate_without_in_house,
    sensitivity.rate_without_in_house_status,
    sensitivity.rate_without_both,
    sensitivity.rate_without_both_status,
    sensitivity.line,
    sensitivity.is_below,
    sensitivity.is_below_without_in_house,
    sensitivity.is_below_without_both,
    sensitivity.card,
    sensitivity.card_without_in_house,
    sensitivity.card_without_both
from marts.rate_sensitivity as sensitivity
cross join (select max(year) as year from marts.verdict where is_latest_year) as newest
where sensitivity.year = newest.year and sensitivity.signal_status = 'above'
order by sensitivity.in_house_share desc nulls last, sensitivity.program_id
