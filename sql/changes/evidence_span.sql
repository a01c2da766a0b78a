-- the years that deliveries cover moved: from which year on a program is known to be new depends on them
insert into changes.evidence
select unproven.program_id, unproven.year, 'year' as relation, bordering.input_id, 1 as nearness
from changes.unproven as unproven
cross join changes.span as span
inner join (
    select
        cause,
        arg_min(input_id, (input_year, file is null, file, row, file_before, row_before)) as input_id
    from changes.input_change
    where feed in ('employment', 'graduate_cohort', 'indicator', 'enrolment')
    group by cause
) as bordering
    on bordering.cause = unproven.cause
where span.differs
