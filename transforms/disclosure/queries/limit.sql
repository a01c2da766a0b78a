-- one row: the numbers of disclosure in force on the day of the release
select
    max(case when parameter.parameter = 'disclosure_min_cohort' then cast(parameter.value as integer) end) as min_cohort,
    max(case when parameter.parameter = 'disclosure_min_part' then cast(parameter.value as integer) end) as min_part,
    max(case when parameter.parameter = 'disclosure_rounding_base' then cast(parameter.value as integer) end) as rounding_base,
    max(case when parameter.parameter = 'disclosure_possible_values' then cast(parameter.value as integer) end) as possible_values
from policy.parameter as parameter
cross join meta.run as run
where
    parameter.level is null
    and parameter.valid_from <= run.as_of
    and (parameter.valid_before is null or parameter.valid_before > run.as_of)
