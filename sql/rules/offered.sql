-- one row per program and year: whether a cohort could have graduated
select
    spine.program_id,
    spine.year,
    -- without an earlier delivery the first intake seen is not known to be the first ever
    program.first_intake_year > span.first_enrolment_year
    and (program.first_result_year is null or spine.year < program.first_result_year)
    and spine.year < program.first_intake_year + length.value as is_before_first_cohort,
    coalesce(intake.intake > 0, true) as is_offered
from core.program_spine as spine
inner join core.program as program on program.program_id = spine.program_id
cross join core.span as span
left join policy.parameter as length
    on length.parameter = 'programme_length' and length.level = spine.level
left join core.program_spine as intake
    on intake.program_id = spine.program_id and intake.year = spine.year - length.value
