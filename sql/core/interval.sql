-- one row per program, year, indicator, observation and span: the pooled ratio and its Wilson interval
with evidence as (
    select max(cast(value as integer)) as years
    from policy.parameter
    where parameter = 'evidence_years'
),

z as (
    select max(value) as z
    from policy.parameter
    where parameter = 'confidence_z'
),

counted as (
    select program_id, year, indicator, observation, numerator, denominator
    from core.record
    where denominator > 0 and numerator is not null
),

pooled as (
    select program_id, year, indicator, observation, 1 as span_years, numerator, denominator
    from counted
    union all
    -- over several years only what a criterion judges
    select
        record.program_id,
        record.year,
        record.indicator,
        record.observation,
        evidence.years as span_years,
        cast(sum(earlier.numerator) as bigint) as numerator,
        cast(sum(earlier.denominator) as bigint) as denominator
    from core.record as record
    inner join (select distinct indicator, observation from policy.criterion) as judged
        on
            judged.indicator = record.indicator
            and judged.observation is not distinct from record.observation
    cross join evidence
    inner join counted as earlier
        on
            earlier.program_id = record.program_id
            and earlier.indicator = record.indicator
            and earlier.observation is not distinct from record.observation
            and earlier.year <= record.year
            and earlier.year > record.year - evidence.years
    where record.denominator > 0 and evidence.years > 1
    group by record.program_id, record.year, record.indicator, record.observation, evidence.years
),

rated as (
    select
        pooled.*,
        z.z,
        numerator / nullif(cast(denominator as double), 0) as rate
    from pooled
    cross join z
)

select
    program_id,
    year,
    indicator,
    observation,
    span_years,
    numerator,
    denominator,
    rate,
    -- at the ends the formula is exact; floating point would leave the interval short of its own rate
    case
        when numerator = 0 then 0.0
        else
            (rate + z * z / (2 * denominator) - z * sqrt(rate * (1 - rate) / denominator + z * z / (4.0 * denominator * denominator)))
            / (1 + z * z / denominator)
    end as rate_low,
    case
        when numerator = denominator then 1.0
        else
            (rate + z * z / (2 * denominator) + z * sqrt(rate * (1 - rate) / denominator + z * z / (4.0 * denominator * denominator)))
            / (1 + z * z / denominator)
    end as rate_high
from rated
where rate between 0 and 1
