-- the years that deliveries cover moved: from which year on a program is known to be new depends on them
insert into changes.evidence
select unproven.program_id, unproven.year, 'year' as relation, bordering.input_id, 1 as nearness
from changes.unproven as unproven
cross join changes.span as span
inner join (
    select cause, arg_min(input_id, input_year) as input_id
    from changes.opening
    group by cause
) as bordering
    on bordering.cause = unproven.cause
where span.differs
