-- one row per delivered row about a catalogue entry
select
    delivered.catalogue_version,
    delivered.major_code,
    delivered.major_name,
    delivered.level,
    delivered.major_class_code,
    delivered.major_class_name,
    delivered.major_division_code,
    delivered.major_division_name,
    delivered.is_controlled,
    delivered._row_id,
    delivered._delivery_id,
    delivered._file,
    delivered._sheet,
    delivered._row,
    delivered._column,
    delivered._note,
    status.row_status,
    status.reason_code
from landing.major as delivered
inner join staging.row_status as status
    on status.feed = 'major' and status._row_id = delivered._row_id
