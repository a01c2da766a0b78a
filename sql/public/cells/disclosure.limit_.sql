-- one row: the numbers of disclosure in force on the day of the release
select
    max(case when parameter.parameter = 'disclosure_min_cohort' then parameter.value end) as min_cohort,
    max(case when parameter.parameter = 'disclosure_min_part' then parameter.value end) as min_part,
    max(case when parameter.parameter = 'disclosure_zero_is_small' then parameter.value end) as zero_is_small,
    max(case when parameter.parameter = 'disclosure_margin_cells' then parameter.value end) as margin_cells,
    max(case when parameter.parameter = 'disclosure_margin_schools' then parameter.value end) as margin_schools,
    max(case when parameter.parameter = 'disclosure_margin_slack' then parameter.value end) as margin_slack,
    max(case when parameter.parameter = 'disclosure_stand_in' then parameter.value end) as stand_in,
    max(case when parameter.parameter = 'disclosure_pool_slack' then parameter.value end) as pool_slack,
    max(case when parameter.parameter = 'disclosure_row_step' then parameter.value end) as row_step,
    max(case when parameter.parameter = 'disclosure_intake_protected' then parameter.value end) as intake_protected
from policy.parameter as parameter
cross join meta.run as run
where
    parameter.level is null
    and parameter.valid_from <= run.as_of
    and (parameter.valid_before is null or parameter.valid_before > run.as_of)
