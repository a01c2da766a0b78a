-- one row per line that rates were ever compared with, as a fraction
select distinct line.value / 10000 as line
from policy.criterion_line as line
inner join policy.criterion as criterion on criterion.criterion_id = line.criterion_id
where criterion.unit = 'bp' and line.value is not null
order by line
