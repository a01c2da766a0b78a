-- one row per program, year and criterion with a pooled cohort: the interval beside the rule
with parameter as (
    select
        max(case when parameter = 'evidence_years' then cast(value as integer) end) as evidence_years,
        max(case when parameter = 'evidence_minimum_cohort' then value end) as evidence_minimum_cohort
    from policy.parameter
)

select
    result.program_id,
    result.year,
    result.criterion_id,
    pooled.numerator as pooled_numerator,
    pooled.denominator as pooled_denominator,
    pooled.rate_low as pooled_low,
    pooled.rate_high as pooled_high,
    single.rate_low,
    single.rate_high,
    case
        when pooled.denominator is null or pooled.denominator < parameter.evidence_minimum_cohort then 'insufficient'
        when criterion.fails_when in ('below', 'at_or_below') and pooled.rate_high * criterion_year.per_unit < result.line then 'strong'
        when criterion.fails_when in ('above', 'at_or_above') and pooled.rate_low * criterion_year.per_unit > result.line then 'strong'
        else 'weak'
    end as evidence
from rules.criterion_result as result
inner join policy.criterion as criterion
    on criterion.criterion_id = result.criterion_id and criterion.fails_when <> 'bottom_share'
inner join rules.criterion_year as criterion_year
    on
        criterion_year.criterion_id = result.criterion_id
        and criterion_year.level = result.level
        and criterion_year.year = result.year
cross join parameter
left join core.interval as single
    on
        single.program_id = result.program_id
        and single.year = result.year
        and single.indicator = criterion.indicator
        and single.observation is not distinct from criterion.observation
        and single.span_years = 1
left join core.interval as pooled
    on
        pooled.program_id = result.program_id
        and pooled.year = result.year
        and pooled.indicator = criterion.indicator
        and pooled.observation is not distinct from criterion.observation
        and pooled.span_years = parameter.evidence_years
where criterion.unit = 'bp'
