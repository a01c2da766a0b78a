-- one row: how far the matching degree of one world hangs on the weights of the crosswalk
from marts.structure_sensitivity
where
    year = $year
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
    and crosswalk_source = $crosswalk_source
    and supply_basis = $supply_basis
    and demand_basis = $demand_basis
