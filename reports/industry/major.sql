-- one row per industry of one world and major that supplies it: what it supplies and the demand that falls to it
from marts.industry_major
where
    region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
    and crosswalk_source = $crosswalk_source
    and supply_basis = $supply_basis
    and demand_basis = $demand_basis
order by industry_code, major_supply_share desc, catalogue_version, major_code
