-- one row per cell and count of persons that is withheld, and why
select
    kind as cell_kind, owner_id as cell_owner, year, observation, part_of, level, measure as count_name, status as withheld_as
from disclosure.count
where status is not null
