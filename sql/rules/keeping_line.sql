-- one row per program, trigger, asked minimum and remembered year with a result: from which line on no later year lifts
with dated as (
    select
        result.program_id,
        adjustable.trigger_id,
        result.minimum_cohort,
        result.year,
        result.lowest_line,
        trigger_year.passes,
        trigger_year.oldest_year,
        max(result.year) over (
            partition by result.program_id, adjustable.trigger_id, result.minimum_cohort order by result.year
            rows between unbounded preceding and 1 preceding
        ) as result_before
    from rules.lowest_line as result
    inner join rules.adjustable as adjustable on adjustable.criterion_id = result.criterion_id
    inner join rules.trigger_year as trigger_year
        on trigger_year.trigger_id = adjustable.trigger_id and trigger_year.year = result.year
),

-- after so many years without a result what came before is forgotten
remembering as (
    select
        dated.*,
        cast(sum(case when result_before >= oldest_year then 0 else 1 end) over earlier as bigint) as memory,
        row_number() over earlier as place
    from dated
    window earlier as (
        partition by program_id, trigger_id, minimum_cohort order by year
        rows between unbounded preceding and current row
    )
),

-- so many results running lift a card, unless the line lies above the lowest of them
lifting as (
    select
        result.program_id,
        result.trigger_id,
        result.minimum_cohort,
        result.year,
        result.passes,
        result.memory,
        case when count(earlier.place) = result.passes then min(earlier.lowest_line) end as unlifted_line
    from remembering as result
    left join remembering as earlier
        on
            earlier.program_id = result.program_id
            and earlier.trigger_id = result.trigger_id
            and earlier.minimum_cohort = result.minimum_cohort
            and earlier.memory = result.memory
            and earlier.place <= result.place
            and earlier.place > result.place - result.passes
    group by
        result.program_id, result.trigger_id, result.minimum_cohort, result.year, result.passes, result.memory
),

followed as (
    select
        lifting.*,
        max(memory) over every_year as last_memory,
        max(year) over every_year as last_result_year,
        last_value(passes) over every_year as last_passes,
        max(unlifted_line) over (
            partition by program_id, trigger_id, minimum_cohort, memory order by year
            rows between 1 following and unbounded following
        ) as kept_from_line
    from lifting
    window every_year as (
        partition by program_id, trigger_id, minimum_cohort order by year
        rows between unbounded preceding and unbounded following
    )
)

select
    program_id,
    trigger_id,
    minimum_cohort,
    year,
    last_result_year,
    coalesce(kept_from_line, 0) as kept_from_line
from followed
-- a card that nothing holds goes with the next result
where memory = last_memory and (year = last_result_year or last_passes is not null)
