-- one row per file that came, went or was replaced since the release before
select
    delivery_change,
    feed,
    file,
    publisher,
    delivered_on
from meta.delivery_change
order by delivery_change, feed, file
