-- one row per delivered file and feed: what became of every row read; rows that are persons are counted
-- in steps of a cohort, one at least: a file of a single row that moved a count would say by how much it moved
with base as (
    select case when accounting.feed = 'graduate' then limit_.row_step else 1 end as base, accounting.*
    from exact.meta.accounting as accounting
    cross join disclosure.limit_ as limit_
),

counted as (
    select
        md5(file) as delivery_id,
        feed,
        file,
        cast(base * greatest(round(loaded / nullif(base, 0)), sign(loaded)) as bigint) as loaded,
        cast(base * greatest(round(refused / nullif(base, 0)), sign(refused)) as bigint) as refused,
        cast(base * greatest(round(duplicate / nullif(base, 0)), sign(duplicate)) as bigint) as duplicate,
        cast(base * greatest(round(superseded / nullif(base, 0)), sign(superseded)) as bigint) as superseded,
        cast(base * greatest(round(total_rows / nullif(base, 0)), sign(total_rows)) as bigint) as total_rows,
        furniture_rows
    from base
)

select
    delivery_id,
    feed,
    file,
    loaded + refused + duplicate + superseded + total_rows as rows_read,
    loaded,
    refused,
    duplicate,
    superseded,
    total_rows,
    furniture_rows
from counted
