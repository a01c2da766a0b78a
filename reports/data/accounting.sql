-- one row per feed: what became of every row read
select
    feed,
    count(*) as files,
    cast(sum(rows_read) as bigint) as rows_read,
    cast(sum(loaded) as bigint) as loaded,
    cast(sum(refused) as bigint) as refused,
    cast(sum(duplicate) as bigint) as duplicate,
    cast(sum(superseded) as bigint) as superseded,
    cast(sum(total_rows) as bigint) as total_rows
from meta.accounting
group by feed
order by feed
