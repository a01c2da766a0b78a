-- the first of the rows by which the year came to be judged, or ceased to be
insert into changes.evidence
select unproven.program_id, unproven.year, 'year' as relation, opening.input_id, 1 as nearness
from changes.unproven as unproven
cross join changes.span as span
inner join changes.opening as opening on opening.cause = unproven.cause and opening.input_year = unproven.year
where span.differs and unproven.change_kind in ('entered', 'left')
