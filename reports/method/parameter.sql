-- one row per parameter of the policy that holds for all levels: its value on the day, none where it is repealed
select
    parameter,
    max(case when valid_from <= $as_of and (valid_before is null or $as_of < valid_before) then value end) as value
from policy.parameter
where level is null
group by parameter
order by parameter
