-- one row per delivered file and feed: rows read = loaded + refused + duplicate + superseded + total rows
with counted as (
    select
        row_place.delivery_id,
        row_place.feed,
        count(case when row_status.row_status = 'loaded' then 1 end) as loaded,
        count(case when row_status.row_status = 'refused' then 1 end) as refused,
        count(case when row_status.row_status = 'duplicate' then 1 end) as duplicate,
        count(case when row_status.row_status = 'superseded' then 1 end) as superseded
    from staging.row_place as row_place
    inner join staging.row_status as row_status
        on row_status.feed = row_place.feed and row_status._row_id = row_place.row_id
    group by row_place.delivery_id, row_place.feed
)

select
    source_file.delivery_id,
    source_file.feed,
    source_file.file,
    source_file.source_rows,
    source_file.rows_read,
    -- one-row-per-graduate files are counted as they landed; their keys are checked on aggregates
    case when source_file.feed = 'graduate' then source_file.landed else coalesce(counted.loaded, 0) end as loaded,
    source_file.refused + coalesce(counted.refused, 0) as refused,
    coalesce(counted.duplicate, 0) as duplicate,
    coalesce(counted.superseded, 0) as superseded,
    source_file.total_rows,
    source_file.furniture_rows
from landing.source_file as source_file
left join counted
    on counted.delivery_id = source_file.delivery_id and counted.feed = source_file.feed
