-- one row per unit of a line: by how much a value is multiplied before it meets the line
select unit, case unit when 'bp' then 10000 else 1 end as per_unit
from (select distinct unit from policy.criterion) as used
