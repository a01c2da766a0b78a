-- one row per year, level, region, classification, granularity, crosswalk source, bases and industry: supply beside demand
with supply as (
    select
        year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, industry_code,
        cast(sum(cast(supply as decimal(38, 15))) as double) as supply,
        cast(sum(stand_ins) as bigint) as stand_ins
    from core.supply_by_industry
    group by all
),

demand as (
    select
        year, demand_year, level, region_code, industry_classification, granularity, industry_code, demand_basis, demand,
        is_series_break
    from core.demand
),

world as (
    -- supply and demand of the same year, level, region and classification are compared
    select distinct
        supply.year, supply.level, supply.region_code, supply.supply_basis, supply.crosswalk_source,
        supply.industry_classification, supply.granularity, demand.demand_basis, demand.demand_year
    from supply
    inner join demand using (year, level, region_code, industry_classification, granularity)
)

select
    world.*, demand.industry_code, demand.demand, coalesce(supply.supply, 0.0) as supply, coalesce(supply.stand_ins, 0) as stand_ins, false as is_residual,
    demand.is_series_break
from world
inner join demand using (
    year, demand_year, level, region_code, industry_classification, granularity, demand_basis
)
left join supply using (
    year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, industry_code
)
union all
-- supply that maps nowhere, or to an industry whose demand was not delivered, stays as a residual row
select
    world.*, supply.industry_code, cast(null as double) as demand, supply.supply, supply.stand_ins, true as is_residual,
    false as is_series_break
from world
inner join supply using (
    year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity
)
left join demand using (
    year, demand_year, level, region_code, industry_classification, granularity, demand_basis, industry_code
)
where demand.industry_code is null
