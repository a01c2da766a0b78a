-- one row per industry of one pairing of supply and demand: its deviation and ratio by each crosswalk
from marts.crosswalk_range
where
    year = $year
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
    and supply_basis = $supply_basis
    and demand_basis = $demand_basis
order by industry_code
