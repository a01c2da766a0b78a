-- one row per major, year, classification and level with industries that are published: how many are large enough to go too
select cell.owner_id, cell.year, cell.observation, cell.level, count(*) as industries
from cell
cross join limit_
left join public.meta.withheld as withheld
    on
        withheld.cell_kind = cell.kind
        and withheld.cell_owner = cell.owner_id
        and withheld.year = cell.year
        and withheld.observation = cell.observation
        and withheld.part_of = cell.part_of
        and withheld.level = cell.level
        and withheld.count_name = 'graduates'
where cell.kind = 'employer' and cell.size >= limit_.min_cohort and withheld.cell_kind is null
group by cell.owner_id, cell.year, cell.observation, cell.level
