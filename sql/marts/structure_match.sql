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
        bool_or(is_series_break) as is_series_break,
        bool_or(series_break_reason like 'crosswalk%') as is_crosswalk_break,
        bool_or(series_break_reason like '%demand') as is_demand_break,
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

-- a cohort is counted once, however many industries it is meant for
withheld as (
    select year, level, region_code, supply_basis, cast(sum(stand_ins) as bigint) as stand_ins
    from core.supply
    group by year, level, region_code, supply_basis
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
    withheld.stand_ins,
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
    turned.moore_angle_supply,
    turned.moore_angle_demand,
    coupled.supply_hhi,
    coupled.demand_hhi,
    1 / nullif(coupled.supply_hhi, 0) as supply_effective_industries,
    1 / nullif(coupled.demand_hhi, 0) as demand_effective_industries,
    coupled.is_series_break,
    case
        when coupled.is_crosswalk_break and coupled.is_demand_break then 'crosswalk_and_demand'
        when coupled.is_crosswalk_break then 'crosswalk'
        when coupled.is_demand_break then 'demand'
    end as series_break_reason
from coupled
left join residual
    using (year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis)
left join withheld using (year, level, region_code, supply_basis)
left join core.structure_turn as turned
    using (year, level, region_code, supply_basis, crosswalk_source, industry_classification, granularity, demand_basis)
left join policy.coupling_level as coupling_level
    on
        sqrt(coupled.coupling * coupled.development) > coupling_level.above
        and sqrt(coupled.coupling * coupled.development) <= coupling_level.up_to
