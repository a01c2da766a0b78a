-- one row per program, trigger, asked years, asked minimum and remembered year: the lowest line at which all of them fail
with asked as (
    select adjustable.trigger_id, adjustable.criterion_id, adjustable.over, offered.years
    from rules.adjustable as adjustable
    cross join policy.offered_years as offered
    union
    select trigger_id, criterion_id, over, m as years
    from rules.adjustable
)

select
    result.program_id,
    asked.trigger_id,
    asked.years,
    result.minimum_cohort,
    result.year,
    max(earlier.lowest_line) as firing_line
from asked
inner join rules.keeping_line as remembered on remembered.trigger_id = asked.trigger_id
inner join rules.trigger_year as trigger_year
    on trigger_year.trigger_id = remembered.trigger_id and trigger_year.year = remembered.year
inner join rules.lowest_line as result
    on
        result.program_id = remembered.program_id
        and result.criterion_id = asked.criterion_id
        and result.minimum_cohort = remembered.minimum_cohort
        and result.year = remembered.year
inner join rules.lowest_line as earlier
    on
        earlier.program_id = result.program_id
        and earlier.criterion_id = result.criterion_id
        and earlier.minimum_cohort = result.minimum_cohort
        and earlier.result_number <= result.result_number
        and earlier.result_number > result.result_number - asked.years
        and (
            (asked.over = 'calendar_years' and earlier.calendar_run = result.calendar_run)
            or (asked.over = 'calculated_years' and earlier.year >= trigger_year.oldest_year)
        )
group by result.program_id, asked.trigger_id, asked.years, result.minimum_cohort, result.year
having count(*) = asked.years
