-- one row per year of a world: change of the matching degree in points, shares left over
select
    year,
    (matching_degree - lag(matching_degree) over world) * 100 as change_of_degree,
    unmapped_supply / nullif(total_supply + unmapped_supply, 0) as unmapped_share,
    unmatched_demand / nullif(total_demand, 0) as unmatched_share,
    1.0 as whole
from marts.structure_match
where level = 'all'
window world as (
    partition by region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis
    order by year
)
