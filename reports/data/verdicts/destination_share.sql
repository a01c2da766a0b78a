-- one row per level, year and part of those placed, of the newest judged year and the one before
from marts.destination_share
where (select max(year) from marts.verdict where is_latest_year) - year in (0, 1)
order by level, year, placement_part
