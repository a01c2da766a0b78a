-- one row per program, criterion, asked minimum and year with a result: the lowest whole line at which it fails
with judged as (
    select
        own_reading.program_id,
        own_reading.criterion_id,
        asked.minimum_cohort,
        own_reading.year,
        asked.per_unit,
        asked.fails_when,
        pool.numerator,
        pool.denominator,
        coalesce(pool.covers_from, own_reading.year) as covers_from,
        case
            when own_reading.own_numerator is null and own_reading.own_denominator >= asked.minimum_in_force
                then own_reading.own_value
            when own_reading.own_denominator is null and asked.minimum_in_force = 0 then own_reading.own_value
        end as value
    from rules.own_reading as own_reading
    inner join rules.asked_cohort as asked using (criterion_id, level, year)
    left join rules.asked_pool as pool
        on
            pool.program_id = own_reading.program_id
            and pool.year = own_reading.year
            and pool.criterion_id = own_reading.criterion_id
            and pool.minimum_cohort = asked.minimum_cohort
    where own_reading.obstacle is null and not own_reading.is_skipped
),

measured as (
    select
        judged.*,
        per_unit * numerator / nullif(cast(denominator as double), 0) as rate,
        -- a value that is no ratio of counts meets the quotient that is written so, as in rules.criterion_result
        floor(value * per_unit) as near,
        row_number() over earlier as result_number,
        lag(year) over earlier as year_before
    from judged
    where denominator is not null or value is not null
    window earlier as (partition by program_id, criterion_id, minimum_cohort order by year)
),

lined as (
    select
        measured.*,
        case
            when denominator is not null and fails_when = 'below' then floor(rate) + 1
            when denominator is not null then ceil(rate)
            when fails_when = 'below' and value < near / nullif(per_unit, 0) then near
            when fails_when = 'below' and value < (near + 1) / nullif(per_unit, 0) then near + 1
            when fails_when = 'below' then near + 1 + 1
            when value <= near / nullif(per_unit, 0) then near
            else near + 1
        end as lowest_line,
        -- on the calendar a year without a result ends the run; a pooled cohort reaches back over its own years
        case when year_before >= covers_from - 1 then 0 else 1 end as begins_run
    from measured
)

select
    program_id,
    criterion_id,
    minimum_cohort,
    year,
    covers_from,
    cast(lowest_line as integer) as lowest_line,
    result_number,
    cast(sum(begins_run) over (
        partition by program_id, criterion_id, minimum_cohort order by year
        rows between unbounded preceding and current row
    ) as bigint) as calendar_run
from lined
