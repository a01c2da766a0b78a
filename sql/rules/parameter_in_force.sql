-- one row per parameter and level: its value on the day up to which deliveries are known
select
    parameter.parameter,
    parameter.level,
    parameter.value,
    parameter.valid_from,
    parameter.clause_id
from policy.parameter as parameter
cross join meta.run as run
where
    parameter.valid_from <= run.as_of
    and (parameter.valid_before is null or run.as_of < parameter.valid_before)
    and parameter.value is not null
