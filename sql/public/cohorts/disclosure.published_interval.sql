-- one row per verdict with a pooled interval beside the result it rests on: in published counts, or why it is withheld
with parameter as (
    select
        max(case when parameter = 'evidence_years' then cast(value as integer) end) as evidence_years
    from policy.parameter
),

beside as (
    select
        verdict.program_id,
        verdict.year,
        verdict.criterion_id,
        criterion.indicator,
        criterion.observation,
        coalesce(verdict.fired_year, verdict.year) as rated_year,
        parameter.evidence_years
    from exact.marts.verdict as verdict
    cross join parameter
    inner join policy.criterion as criterion
        on criterion.criterion_id = verdict.criterion_id and criterion.unit = 'bp'
),

-- a cohort published as a wide class counts in sums as its middle: no interval of it says anything
coarse as (
    select distinct beside.program_id, beside.year
    from beside
    inner join disclosure.published_cell as cell
        on
            cell.program_id = beside.program_id
            and cell.criterion_id = beside.criterion_id
            and cell.counted_year <= beside.rated_year
            and cell.counted_year > beside.rated_year - beside.evidence_years
    where cell.denominator_status is not null
),

stated as (
    select
        beside.program_id,
        beside.year,
        interval.numerator,
        interval.denominator,
        interval.rate_low,
        interval.rate_high,
        case
            when exact.denominator < limit_.min_cohort then 'low'
            when least(exact.numerator, exact.denominator - exact.numerator) <= limit_.min_part then 'c'
            when coarse.program_id is not null then 'c'
        end as status
    from beside
    cross join disclosure.limit_ as limit_
    inner join core.interval as interval
        on
            interval.program_id = beside.program_id
            and interval.year = beside.rated_year
            and interval.indicator = beside.indicator
            and interval.observation is not distinct from beside.observation
            and interval.span_years = beside.evidence_years
    inner join exact.core.interval as exact
        on
            exact.program_id = interval.program_id
            and exact.year = interval.year
            and exact.indicator = interval.indicator
            and exact.observation is not distinct from interval.observation
            and exact.span_years = interval.span_years
    left join coarse on coarse.program_id = beside.program_id and coarse.year = beside.year
)

select
    program_id,
    year,
    status,
    case when status is null then numerator end as numerator,
    case when status is null then denominator end as denominator,
    case when status is null then rate_low end as rate_low,
    case when status is null then rate_high end as rate_high
from stated
