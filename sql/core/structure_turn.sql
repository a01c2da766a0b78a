-- one row per structure with one the year before: by what angle the structures of supply and of demand have turned
with compared as (
    select *
    from marts.industry_match
    where not is_residual
),

moved as (
    select
        now.year, now.level, now.region_code, now.supply_basis, now.crosswalk_source, now.industry_classification,
        now.granularity, now.demand_basis,
        cast(sum(cast(now.supply_share * before.supply_share as decimal(38, 15))) as double) as supply_product,
        cast(sum(cast(now.supply_share * now.supply_share as decimal(38, 15))) as double) as supply_now,
        cast(sum(cast(before.supply_share * before.supply_share as decimal(38, 15))) as double) as supply_before,
        cast(sum(cast(now.demand_share * before.demand_share as decimal(38, 15))) as double) as demand_product,
        cast(sum(cast(now.demand_share * now.demand_share as decimal(38, 15))) as double) as demand_now,
        cast(sum(cast(before.demand_share * before.demand_share as decimal(38, 15))) as double) as demand_before
    from compared as now
    inner join compared as before
        on
            before.year = now.year - 1
            and before.level = now.level
            and before.region_code = now.region_code
            and before.supply_basis = now.supply_basis
            and before.crosswalk_source = now.crosswalk_source
            and before.industry_classification = now.industry_classification
            and before.granularity = now.granularity
            and before.demand_basis = now.demand_basis
            and before.industry_code = now.industry_code
    group by all
),

turned as (
    select
        moved.*,
        supply_product / nullif(sqrt(supply_now * supply_before), 0) as supply_cosine,
        demand_product / nullif(sqrt(demand_now * demand_before), 0) as demand_cosine
    from moved
)

select
    year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis,
    -- least and greatest pass over nulls: without a structure there is no angle
    case when supply_cosine is not null then acos(least(1.0, greatest(-1.0, supply_cosine))) end as moore_angle_supply,
    case when demand_cosine is not null then acos(least(1.0, greatest(-1.0, demand_cosine))) end as moore_angle_demand
from turned
