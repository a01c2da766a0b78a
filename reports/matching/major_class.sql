-- one row per class of majors of one world in one year: its supply and the demand allocated to it
from marts.major_match
where
    major_scope = 'class'
    and year = $year
    and level = 'all'
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
    and crosswalk_source = $crosswalk_source
    and supply_basis = $supply_basis
    and demand_basis = $demand_basis
order by is_residual, supply_demand_ratio desc nulls last, major_scope_code
