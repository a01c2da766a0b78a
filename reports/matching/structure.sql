-- one row per year and level of one world: how the structure of majors matches that of industries
from marts.structure_match
left join (
    select coupling_level, zh as coupling_level_zh, en as coupling_level_en
    from policy.coupling_level
) using (coupling_level)
where
    region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
    and crosswalk_source = $crosswalk_source
    and supply_basis = $supply_basis
    and demand_basis = $demand_basis
order by level, year
