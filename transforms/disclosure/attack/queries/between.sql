-- one row: which release this one says it was compared with, and what that counts persons was delivered in between
with counted as (
    select change.*
    from meta.delivery_change as change
    where change.feed in ('employment', 'graduate', 'indicator', 'major_lineage', 'major', 'institution')
)

select
    (select max(previous_release_id) from meta.comparison) as previous_release_id,
    count(*) = 0 as is_quiet,
    -- rows of persons handed in anew, where nothing else came that could have moved a count
    case
        when bool_and(counted.feed = 'graduate' and counted.delivery_change = 'new')
            then cast(sum(accounting.loaded) as double)
    end as persons,
    count(*) as files
from counted
left join meta.accounting as accounting on accounting.file = counted.file and accounting.feed = counted.feed
