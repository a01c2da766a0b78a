-- one row per file that came, went or was replaced since the release before
from meta.delivery_change
order by delivery_change, feed, file
