-- one row per year, level, region, classification, granularity, crosswalk source and bases: how the structures match
with compared as (
    select *
    from marts.industry_match
    where not is_residual
),

rho as (
    select max(value) as rho
    from policy.parameter
    where parameter = 'grey_distinguishing_coefficient'
),

gap as (
    select
        compared.*,
        abs(supply_share - demand_share) as gap,
        min(abs(supply_share - demand_share)) over world_of_row as gap_min,
        max(abs(supply_share - demand_share)) over world_of_row as gap_max
    from compared
    window world_of_row as (
        partition by
            year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis
    )
),

related as (
    select
        gap.*,
        case
            when gap_max = 0 then 1.0
            else (gap_min + rho.rho * gap_max) / nullif(gap + rho.rho * gap_max, 0)
        end as relation
    from gap
    cross join rho
),

measured as (
    select
        year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis,
        max(demand_year) as demand_year,
        count(*) as industries,
        max(total_supply) as total_supply,
        max(total_demand) as total_demand,
        cast(sum(cast(case when supply = 0 then demand else 0 end as decimal(38, 15))) as double) as unmatched_demand,
        1 - 0.5 * cast(sum(cast(gap as decimal(38, 15))) as double) as matching_degree,
        cast(sum(cast(supply_share * demand_share as decimal(38, 15))) as double) as share_product,
        cast(sum(cast(relation as decimal(38, 15))) as double) / nullif(count(relation), 0) as grey_relational_degree,
        cast(sum(cast(supply_share * supply_share as decimal(38, 15))) as double) as supply_hhi,
        cast(sum(cast(demand_share * demand_share as decimal(38, 15))) as double) as demand_hhi
    from related
    group by
        year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis
),

residual as (
    select
        year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis,
        cast(sum(cast(supply as decimal(38, 15))) as double) as unmapped_supply
    from marts.industry_match
    where is_residual
    group by
        year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis
),

-- the angle between two years' structures needs both years
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
),

-- both systems are placed between zero and their largest delivered total; the anchors stand in the row
anchored as (
    select
        measured.*,
        max(total_supply) over series as supply_anchor,
        max(total_demand) over series as demand_anchor,
        total_supply / nullif(max(total_supply) over series, 0) as supply_index,
        total_demand / nullif(max(total_demand) over series, 0) as demand_index
    from measured
    window series as (
        partition by level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis
    )
),

coupled as (
    select
        anchored.*,
        case
            when greatest(supply_index, demand_index) = 0 then 0.0
            else
                sqrt(
                    (1 - abs(supply_index - demand_index))
                    * least(supply_index, demand_index) / nullif(greatest(supply_index, demand_index), 0)
                )
        end as coupling,
        case
            when greatest(supply_index, demand_index) = 0 then 0.0
            else 2 * sqrt(supply_index * demand_index) / nullif(supply_index + demand_index, 0)
        end as coupling_classic,
        (supply_index + demand_index) / 2 as development
    from anchored
)

select
    coupled.year,
    coupled.level,
    coupled.region_code,
    coupled.industry_classification,
    coupled.granularity,
    coupled.crosswalk_source,
    coupled.supply_basis,
    coupled.demand_basis,
    coupled.demand_year,
    coupled.industries,
    coupled.total_supply,
    coupled.total_demand,
    coalesce(residual.unmapped_supply, 0.0) as unmapped_supply,
    coupled.unmatched_demand,
    coupled.total_demand / nullif(coupled.total_supply, 0) as supply_demand_ratio,
    coupled.matching_degree,
    1 - coupled.matching_degree as dissimilarity,
    coupled.share_product / nullif(sqrt(coupled.supply_hhi * coupled.demand_hhi), 0) as cosine_similarity,
    coupled.supply_anchor,
    coupled.demand_anchor,
    sqrt(coupled.coupling * coupled.development) as coupling_coordination,
    sqrt(coupled.coupling_classic * coupled.development) as coupling_coordination_classic,
    coupling_level.coupling_level,
    coupling_level.zh as coupling_level_name,
    coupled.grey_relational_degree,
    -- least and greatest pass over nulls: without a year before there is no angle
    case when turned.supply_cosine is not null then acos(least(1.0, greatest(-1.0, turned.supply_cosine))) end as moore_angle_supply,
    case when turned.demand_cosine is not null then acos(least(1.0, greatest(-1.0, turned.demand_cosine))) end as moore_angle_demand,
    coupled.supply_hhi,
    coupled.demand_hhi,
    1 / nullif(coupled.supply_hhi, 0) as supply_effective_industries,
    1 / nullif(coupled.demand_hhi, 0) as demand_effective_industries
from coupled
left join residual
    using (year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis)
left join turned
    using (year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis)
left join policy.coupling_level as coupling_level
    on
        sqrt(coupled.coupling * coupled.development) > coupling_level.above
        and sqrt(coupled.coupling * coupled.development) <= coupling_level.up_to
