-- one row per delivered step between two catalogue entries
select
    delivered.from_catalogue_version,
    delivered.from_major_code,
    delivered.to_catalogue_version,
    delivered.to_major_code,
    delivered.kind,
    delivered.effective_year,
    delivered._row_id,
    delivered._delivery_id,
    delivered._file,
    delivered._sheet,
    delivered._row,
    delivered._column,
    delivered._note,
    status.row_status,
    status.reason_code
from landing.major_lineage as delivered
inner join staging.row_status as status
    on status.feed = 'major_lineage' and status._row_id = delivered._row_id
