-- one row per level, year and way of being placed
select
    level,
    year,
    placement_part,
    value,
    stand_ins + small_parts as estimated
from marts.destination_share
