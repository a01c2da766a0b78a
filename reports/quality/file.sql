-- one row per delivered file and feed: what became of its rows, and how many problems those refused had
select
    source.file,
    coalesce(source.delivered_on, source.received_on) as delivered_on,
    accounting.rows_read,
    accounting.loaded,
    accounting.refused,
    accounting.duplicate,
    accounting.superseded,
    accounting.total_rows,
    accounting.furniture_rows,
    (
        select count(*)
        from meta.refused_row as refused
        where refused.delivery_id = source.delivery_id and refused.feed = source.feed
    ) as problems
from meta.source_file as source
left join meta.accounting as accounting
    on
        accounting.delivery_id = source.delivery_id
        and accounting.feed = source.feed
        and accounting.file = source.file
order by source.feed, source.file, source.delivery_id
