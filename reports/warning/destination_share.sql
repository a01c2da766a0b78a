-- one row per level, year and part of those placed, of the newest judged year and the one before
select
    share.level,
    share.year,
    share.placement_part,
    share.value,
    share.value_status
from marts.destination_share as share
cross join (select max(year) as year from marts.verdict where is_latest_year) as newest
where share.year between newest.year - 1 and newest.year
order by share.level, share.year, share.placement_part
