-- one row per level, year and way of being placed
select
    level,
    year,
    placement_part,
    value
from marts.destination_share
