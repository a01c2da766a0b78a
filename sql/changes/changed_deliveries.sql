-- files that one release was made from and the other was not
select
    coalesce(present.file, previous.file) as file,
    coalesce(present.feed, previous.feed) as feed,
    case
        when previous.file is null then 'new'
        when present.file is null then 'withdrawn'
        else 'replaced'
    end as delivery_change,
    present.title,
    present.publisher,
    present.delivered_on
from (
    select * from warehouse.meta.source_file
    where (delivery_id, feed) not in (select (delivery_id, feed) from previous.meta.source_file)
) as present
full join (
    select * from previous.meta.source_file
    where (delivery_id, feed) not in (select (delivery_id, feed) from warehouse.meta.source_file)
) as previous
    on previous.file = present.file and previous.feed = present.feed
order by delivery_change, feed, file
