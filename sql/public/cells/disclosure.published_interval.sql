-- one row per verdict with a pooled interval beside the result it rests on: its counts, or why it is withheld
with parameter as (
    select
        max(case when parameter = 'evidence_years' then cast(value as integer) end) as evidence_years
    from policy.parameter
),

beside as (
    select
        verdict.program_id,
        verdict.year,
        verdict.evidence,
        criterion.indicator,
        criterion.observation,
        coalesce(verdict.fired_year, verdict.year) as rated_year,
        parameter.evidence_years
    from exact.marts.verdict as verdict
    cross join parameter
    inner join policy.criterion as criterion
        on criterion.criterion_id = verdict.criterion_id and criterion.unit = 'bp'
),

-- an interval of counts of which one is withheld would give it away
hidden as (
    select beside.program_id, beside.year, max(coalesce(count.status, '')) as status
    from beside
    inner join core.record as record
        on
            record.program_id = beside.program_id
            and record.indicator = beside.indicator
            and record.observation is not distinct from beside.observation
            and record.year <= beside.rated_year
            and record.year > beside.rated_year - beside.evidence_years
    left join disclosure.cohort_rate as rate on rate.indicator = beside.indicator
    inner join disclosure.count as count
        on
            count.owner_id = coalesce(record.inherited_from, record.program_id)
            and count.year = record.year
            and (
                (count.kind = 'cohort' and count.observation = record.observation and count.measure in (rate.numerator, rate.denominator))
                or (count.kind = 'indicator' and count.observation = record.indicator)
            )
            and count.status is not null
    group by beside.program_id, beside.year
)

select
    beside.program_id,
    beside.year,
    hidden.status,
    case when hidden.status is null then beside.evidence end as evidence,
    case when hidden.status is null then cast(interval.numerator as bigint) end as numerator,
    case when hidden.status is null then cast(interval.denominator as bigint) end as denominator,
    case when hidden.status is null then interval.rate_low end as rate_low,
    case when hidden.status is null then interval.rate_high end as rate_high
from beside
inner join core.interval as interval
    on
        interval.program_id = beside.program_id
        and interval.year = beside.rated_year
        and interval.indicator = beside.indicator
        and interval.observation is not distinct from beside.observation
        and interval.span_years = beside.evidence_years
left join hidden on hidden.program_id = beside.program_id and hidden.year = beside.year
