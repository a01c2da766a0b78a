-- one row per kind of cell, level, year, observation and measure: at what its withheld cells stood in the release before
select
    cell_kind as kind, year, observation, level, count_name as measure, margin, is_carried, stand_in
from earlier_public.meta.stand_in
