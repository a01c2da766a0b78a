-- one row per file that this release was made from and the one before was not, or the other way round
select *
from exact.meta.delivery_change
