-- one row per year of a world, all levels together: every measure
select * exclude (level, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis, coupling_level, coupling_level_name)
from marts.structure_match
where level = 'all'
