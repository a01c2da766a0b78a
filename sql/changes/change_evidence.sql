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

-- did one release judge years, or count from years, that the other does not?
create table changes.span as
select
    (select span from previous.core.span as span) is distinct from (select span from warehouse.core.span as span)
    or (select max(year) from previous.marts.verdict) is distinct from (select max(year) from warehouse.marts.verdict)
        as differs
