-- one row per year, level, region, classification, granularity, crosswalk source, bases and industry
with totalled as (
    select
        compared.*,
        cast(sum(cast(case when not is_residual then supply end as decimal(38, 15))) over world_of_row as double)
            as total_supply,
        cast(sum(cast(demand as decimal(38, 15))) over world_of_row as double) as total_demand
    from core.compared_industry as compared
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
    from core.demand as demand
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
    shared.stand_ins,
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
    shared.is_residual,
    shared.is_series_break or remapped.year is not null as is_series_break,
    case
        when remapped.year is not null and shared.is_series_break then 'crosswalk_and_demand'
        when remapped.year is not null then 'crosswalk'
        when shared.is_series_break then 'demand'
    end as series_break_reason
from shared
left join core.crosswalk_break as remapped using (crosswalk_source, industry_classification, year)
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
