-- one row per cell and count that the release before withheld, as it was then
select
    withheld.cell_kind as kind, withheld.cell_owner as owner_id, withheld.year, withheld.observation, withheld.part_of, withheld.level,
    cell.school, cell.delivered, withheld.count_name as measure, withheld.withheld_as as status,
    case withheld.count_name
        when 'graduates' then cell.graduates
        when 'placed' then cell.placed
        when 'employed' then cell.employed
        when 'matched' then cell.matched
        when 'contract' then cell.contract
        when 'freelance' then cell.freelance
        when 'in_house' then cell.in_house
    end as exact
from earlier_public.meta.withheld as withheld
left join earlier_cell as cell
    on
        cell.kind = withheld.cell_kind
        and cell.owner_id = withheld.cell_owner
        and cell.year = withheld.year
        and coalesce(cell.observation, '') = withheld.observation
        and cell.part_of = withheld.part_of
        and cell.level = withheld.level
