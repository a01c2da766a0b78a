-- one row per cohort year and level that was due: programs delivered and missing, rates published and withheld
select
    year,
    level,
    count(*) filter (where employment_status <> 'not_offered') as due,
    count(*) filter (where employment_status = 'delivered') as delivered,
    count(*) filter (where employment_status = 'missing') as missing,
    count(*) filter (where employment_status = 'delivered' and employment_rate is not null) as with_rate,
    count(*) filter (where employment_status = 'delivered' and employment_rate is null) as withheld
from marts.program_year
where year <= (select max(year) from marts.program_year where employment_status = 'delivered')
group by year, level
having count(*) filter (where employment_status <> 'not_offered') > 0
order by year, level
