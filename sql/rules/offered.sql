-- one row per program and year: whether a cohort could have graduated
with length as (
    select year.year, parameter.level, cast(parameter.value as integer) as years
    from core.year as year
    inner join policy.parameter as parameter
        on
            parameter.parameter = 'programme_length'
            and parameter.valid_from <= year.year_end_on
            and (parameter.valid_before is null or year.year_end_on < parameter.valid_before)
)

select
    spine.program_id,
    spine.year,
    -- without an earlier delivery the first intake seen is not known to be the first ever
    program.first_intake_year > span.first_enrolment_year
    and (program.first_result_year is null or spine.year < program.first_result_year)
    and spine.year < program.first_intake_year + length.years as is_before_first_cohort,
    coalesce(intake.intake > 0, true) as is_offered
from core.program_spine as spine
inner join core.program as program on program.program_id = spine.program_id
cross join core.span as span
left join length on length.level = spine.level and length.year = spine.year
left join core.program_spine as intake
    on intake.program_id = spine.program_id and intake.year = spine.year - length.years
