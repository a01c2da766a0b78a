-- one row per kind of cell, level, year, observation and measure with withheld cells: at what they stand in sums, and the margin
select
    kind as cell_kind, level, year, observation, measure as count_name, cells as withheld_cells, schools as withheld_schools, margin,
    is_exact as is_margin_exact, is_carried, stand_in
from disclosure.stand_in
where cells > 0
