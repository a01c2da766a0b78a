-- what shows the cause of each changed verdict, the nearest first
create table changes.evidence (
    program_id varchar, year integer, relation varchar, input_id bigint, nearness integer
);

create view changes.unproven as
select verdict_change.*
from changes.verdict_change as verdict_change
anti join changes.evidence as evidence
    on evidence.program_id = verdict_change.program_id and evidence.year = verdict_change.year
where verdict_change.cause is not null;

-- changed rows of an unproven program itself and of the programs whose record it carries on
create view changes.line_input as
select
    unproven.program_id,
    unproven.year,
    unproven.change_kind,
    line.relation,
    input_change.input_id,
    input_change.feed,
    input_change.input_year,
    unproven.year - input_change.input_year as years_before
from changes.unproven as unproven
inner join (
    select program_id, program_id as touched_program_id, 'own' as relation from changes.program
    union
    select program_id, ancestor_program_id as touched_program_id, 'ancestor' as relation from changes.ancestor
) as line
    on line.program_id = unproven.program_id
inner join changes.touched as touched on touched.program_id = line.touched_program_id
inner join changes.input_change as input_change
    on input_change.input_id = touched.input_id and input_change.cause = unproven.cause;

-- the first of the rows from which on a year is counted
create view changes.opening as
select cause, input_year, arg_min(input_id, (file is null, file, row, file_before, row_before)) as input_id
from changes.input_change
where feed in ('employment', 'graduate_cohort', 'indicator', 'enrolment')
group by cause, input_year;

-- did one release judge years, or count from years, that the other does not?
create table changes.span as
select
    (select span from previous.core.span as span) is distinct from (select span from warehouse.core.span as span)
    or (select max(year) from previous.marts.verdict) is distinct from (select max(year) from warehouse.marts.verdict)
        as differs
