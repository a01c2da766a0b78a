-- one row per year, level, region, classification, granularity, crosswalk source, bases and industry
with supply as (
    select
        year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, industry_code,
        cast(sum(cast(supply as decimal(38, 15))) as double) as supply
    from core.supply_by_industry
    group by all
),

demand as (
    select
        year, demand_year, level, region_code, industry_classification, granularity, industry_code, demand_basis, demand
    from core.demand
),

world as (
    -- supply and demand of the same year, level, region and classification are compared
    select distinct
        supply.year, supply.level, supply.region_code, supply.supply_basis, supply.crosswalk_source,
        supply.industry_classification, supply.granularity, demand.demand_basis, demand.demand_year
    from supply
    inner join demand
        on
            demand.year = supply.year
            and demand.level = supply.level
            and demand.region_code = supply.region_code
            and demand.industry_classification = supply.industry_classification
            and demand.granularity = supply.granularity
),

compared as (
    select world.*, demand.industry_code, demand.demand, coalesce(supply.supply, 0.0) as supply, false as is_residual
    from world
    inner join demand using (
        year, demand_year, level, region_code, industry_classification, granularity, demand_basis
    )
    left join supply using (
        year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, industry_code
    )
    union all
    -- supply that maps nowhere, or to an industry whose demand was not delivered, stays as a residual row
    select world.*, supply.industry_code, cast(null as double) as demand, supply.supply, true as is_residual
    from world
    inner join supply using (
        year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity
    )
    left join demand using (
        year, demand_year, level, region_code, industry_classification, granularity, demand_basis, industry_code
    )
    where demand.industry_code is null
),

totalled as (
    select
        compared.*,
        cast(sum(cast(case when not is_residual then supply end as decimal(38, 15))) over world_of_row as double)
            as total_supply,
        cast(sum(cast(demand as decimal(38, 15))) over world_of_row as double) as total_demand
    from compared
    window world_of_row as (
        partition by
            year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis
    )
),

shared as (
    select
        totalled.*,
        case when not is_residual then supply / nullif(total_supply, 0) end as supply_share,
        demand / nullif(total_demand, 0) as demand_share
    from totalled
),

reference as (
    select demand.*, demand.demand / nullif(cast(sum(cast(demand.demand as decimal(38, 15))) over (
        partition by demand.year, demand.level, demand.industry_classification, demand.granularity, demand.demand_basis
    ) as double), 0) as demand_share
    from demand
    inner join policy.policy as policy on policy.reference_region_code = demand.region_code
)

select
    shared.year,
    shared.level,
    shared.region_code,
    shared.industry_classification,
    shared.granularity,
    shared.crosswalk_source,
    shared.supply_basis,
    shared.demand_basis,
    shared.demand_year,
    shared.industry_code,
    industry.industry_name,
    shared.supply,
    shared.demand,
    shared.total_supply,
    shared.total_demand,
    shared.supply_share,
    shared.demand_share,
    shared.demand / nullif(shared.supply, 0) as supply_demand_ratio,
    shared.supply_share - shared.demand_share as share_gap,
    shared.demand_share / nullif(shared.supply_share, 0) - 1 as structural_deviation,
    'demand_share / supply_share - 1' as structural_deviation_formula,
    shared.demand_share / nullif(reference.demand_share, 0) as location_quotient,
    shared.is_residual
from shared
left join staging.industry as industry
    on
        industry.industry_classification = shared.industry_classification
        and industry.industry_code = shared.industry_code
        and industry.row_status = 'loaded'
left join reference
    on
        reference.year = shared.year
        and reference.level = shared.level
        and reference.industry_classification = shared.industry_classification
        and reference.granularity = shared.granularity
        and reference.demand_basis = shared.demand_basis
        and reference.industry_code = shared.industry_code
