-- one row per grouping: programs due, delivered and missing, with the share missing; rates told and withheld
select
    year,
    level,
    count(*) filter (where employment_status <> 'not_offered') as due,
    count(*) filter (where employment_status = 'delivered') as delivered,
    count(*) filter (where employment_status = 'missing') as missing,
    count(*) filter (where employment_status = 'missing') * 1.0
    / nullif(count(*) filter (where employment_status <> 'not_offered'), 0) as missing_share,
    count(*) filter (where employment_status = 'delivered' and employment_rate is not null) as told,
    count(*) filter (where employment_status = 'delivered' and employment_rate is null) as withheld
from marts.program_year
group by grouping sets ((year, level), (year))
