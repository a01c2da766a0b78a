-- one row per year and level of a world: every measure
select * exclude (region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis, coupling_level, coupling_level_name)
from marts.structure_match
where level <> 'all'
