-- one row per industry of one pairing of supply and demand: its deviation and ratio by each crosswalk
select
    industry_code,
    industry_name,
    observed_deviation,
    observed_deviation_status,
    expert_deviation,
    expert_deviation_status,
    equal_deviation,
    equal_deviation_status,
    lowest_ratio,
    lowest_ratio_status,
    highest_ratio,
    highest_ratio_status,
    is_one_sided
from marts.crosswalk_range
where
    year = $year
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
    and supply_basis = $supply_basis
    and demand_basis = $demand_basis
order by industry_code
