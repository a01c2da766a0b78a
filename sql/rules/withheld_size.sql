-- one row: cohorts of fewer than so many are withheld, and parts of a cohort from the least to the most (method.md §8)
select
    coalesce(max(case when parameter = 'disclosure_min_cohort' then value end), 0) as min_cohort,
    coalesce(max(case when parameter = 'disclosure_min_part' then value end), 0) as min_part,
    1 - coalesce(max(case when parameter = 'disclosure_zero_is_small' then value end), 0) as least_part
from rules.parameter_in_force
where level is null
