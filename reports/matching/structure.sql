-- one row per year and level of one world: how the structure of majors matches that of industries
select
    match.year,
    match.demand_year,
    match.level,
    match.industries,
    match.total_supply,
    match.total_demand,
    match.unmapped_supply,
    match.unmatched_demand,
    match.supply_demand_ratio,
    match.supply_demand_ratio_status,
    match.matching_degree,
    match.dissimilarity,
    match.cosine_similarity,
    match.coupling_coordination,
    match.coupling_coordination_classic,
    level.zh as coupling_level_zh,
    level.en as coupling_level_en,
    match.grey_relational_degree,
    match.moore_angle_supply,
    match.moore_angle_demand,
    match.supply_hhi,
    match.demand_hhi,
    match.series_break_reason
from marts.structure_match as match
left join policy.coupling_level as level on level.coupling_level = match.coupling_level
where
    match.region_code = $region_code
    and match.industry_classification = $industry_classification
    and match.granularity = $granularity
    and match.crosswalk_source = $crosswalk_source
    and match.supply_basis = $supply_basis
    and match.demand_basis = $demand_basis
order by match.level, match.year
