-- one row per cell of which a count is withheld: its counts, and which of them are
select
    cell.*,
    withheld.is_low,
    withheld.measures
from cell
inner join (
    select
        cell_kind, cell_owner, year, observation, part_of, level,
        bool_or(withheld_as = 'low') as is_low,
        list(count_name) as measures
    from public.meta.withheld
    group by all
) as withheld
    on
        withheld.cell_kind = cell.kind
        and withheld.cell_owner = cell.owner_id
        and withheld.year = cell.year
        and withheld.observation = coalesce(cell.observation, '')
        and withheld.part_of = cell.part_of
        and withheld.level = cell.level
order by cell.kind, cell.owner_id, cell.year, cell.observation, cell.part_of, cell.level
