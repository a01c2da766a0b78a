-- one row per verdict: the evidence beside it, and why its pooled numbers will be withheld
select
    verdict.program_id,
    verdict.year,
    verdict.fired_year,
    verdict.criterion_id,
    verdict.line,
    verdict.evidence,
    null as pooled_numerator,
    null as pooled_denominator,
    case
        when pooled.denominator is null then 'z'
        when pooled.denominator < limit_.min_cohort then 'low'
        when least(pooled.numerator, pooled.denominator - pooled.numerator) <= limit_.min_part then 'c'
    end as pooled_status
from exact.marts.verdict as verdict
cross join disclosure.limit_ as limit_
cross join (
    select max(cast(value as integer)) as years
    from policy.parameter
    where parameter = 'evidence_years'
) as evidence
left join policy.criterion as criterion on criterion.criterion_id = verdict.criterion_id and criterion.unit = 'bp'
left join exact.core.interval as pooled
    on
        pooled.program_id = verdict.program_id
        and pooled.year = coalesce(verdict.fired_year, verdict.year)
        and pooled.indicator = criterion.indicator
        and pooled.observation is not distinct from criterion.observation
        and pooled.span_years = evidence.years
