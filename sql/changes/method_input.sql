-- the code itself as an input; it has no row of a delivery
insert into changes.input_change by name
select
    nextval('changes.input_number') as input_id,
    'method_change' as cause,
    'code' as feed,
    'restated' as happened,
    'code' as item,
    to_json([{'column': 'code', 'before': $before, 'after': $after}]) as differences
where $before <> $after
