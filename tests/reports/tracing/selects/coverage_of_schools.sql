-- one row per school: cohorts of the last five years that were due, came, did not, or whose rate is withheld
select
    institution_name,
    count(*) filter (where employment_status <> 'not_offered') as due,
    count(*) filter (where employment_status = 'delivered') as delivered,
    count(*) filter (where employment_status = 'missing') as missing,
    count(*) filter (where employment_status = 'delivered' and employment_rate is null) as withheld
from marts.program_year
where
    year <= (select max(year) from marts.program_year where employment_status = 'delivered')
    and year > (select max(year) from marts.program_year where employment_status = 'delivered') - 5
group by institution_name
