-- one row per feed, and one for all: what became of the rows, as shares too
select
    feed,
    count(*) as files,
    sum(rows_read) as rows_read,
    sum(loaded) as loaded,
    sum(refused) as refused,
    sum(duplicate) as duplicate,
    sum(superseded) as superseded,
    sum(total_rows) as total_rows,
    sum(loaded) * 1.0 / nullif(sum(rows_read), 0) as loaded_share,
    sum(refused) * 1.0 / nullif(sum(rows_read), 0) as refused_share
from meta.accounting
group by grouping sets ((feed), ())
