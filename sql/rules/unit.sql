-- one row per unit of a line: how many of it make one whole
select unit, cast(case unit when 'bp' then 10000 else 1 end as bigint) as per_unit
from (select distinct unit from policy.criterion) as used
