-- one row per comparable world of supply and demand: the one the policy names comes first, else the nearest to it
with world as (
    select
        region_code,
        industry_classification,
        granularity,
        crosswalk_source,
        supply_basis,
        demand_basis,
        max(year) as latest_year
    from marts.structure_match
    where level = 'all'
    group by region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis
)

select
    world.region_code,
    world.industry_classification,
    world.granularity,
    world.crosswalk_source,
    world.supply_basis,
    world.demand_basis,
    world.latest_year,
    row_number() over (
        order by
            case when world.region_code = policy.region_code then 0 else 1 end,
            case when world.demand_basis = policy.demand_basis then 0 else 1 end,
            case when world.crosswalk_source = policy.crosswalk_source then 0 else 1 end,
            -- in order of trust (method.md §4)
            case world.crosswalk_source when 'observed' then 0 when 'expert' then 1 else 2 end,
            case when world.supply_basis = policy.supply_basis then 0 else 1 end,
            world.granularity desc,
            world.region_code,
            world.industry_classification,
            world.demand_basis,
            world.crosswalk_source,
            world.supply_basis
    ) as preference
from world
cross join policy.policy as policy
