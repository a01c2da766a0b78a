-- one row per delivered file and feed: what became of every row read; rows that are persons are counted to the base
with base as (
    select case when accounting.feed = 'graduate' then limit_.rounding_base else 1 end as base, accounting.*
    from exact.meta.accounting as accounting
    cross join disclosure.limit_ as limit_
),

counted as (
    select
        delivery_id,
        feed,
        file,
        cast(base * round(loaded / nullif(base, 0)) as bigint) as loaded,
        cast(base * round(refused / nullif(base, 0)) as bigint) as refused,
        cast(base * round(duplicate / nullif(base, 0)) as bigint) as duplicate,
        cast(base * round(superseded / nullif(base, 0)) as bigint) as superseded,
        cast(base * round(total_rows / nullif(base, 0)) as bigint) as total_rows,
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
