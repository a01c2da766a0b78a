-- one row per year, level and part of those placed: its share of the graduates of the cohorts that state it
with summed as (
    select
        signal.year,
        signal.level,
        part.placement_part,
        cast(sum(signal.numerator) as bigint) as numerator,
        cast(sum(signal.denominator) as bigint) as denominator,
        count(*) as cohorts,
        cast(sum(part.stand_ins) as bigint) as stand_ins,
        cast(sum(part.small_parts) as bigint) as small_parts
    from marts.rate_signal as signal
    inner join rules.rate_signal as part using (program_id, year, signal, observation)
    group by signal.year, signal.level, part.placement_part
)

select
    year,
    level,
    placement_part,
    numerator,
    denominator,
    numerator / nullif(cast(denominator as double), 0) as value,
    cohorts,
    stand_ins,
    small_parts
from summed
