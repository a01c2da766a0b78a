-- one row: what the evidence beside a verdict rests on
select
    max(case when parameter = 'evidence_years' then cast(value as integer) end) as evidence_years,
    max(case when parameter = 'evidence_minimum_cohort' then cast(value as integer) end) as evidence_minimum_cohort
from policy.parameter
where valid_from <= $as_of and (valid_before is null or valid_before > $as_of)
