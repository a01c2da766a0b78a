-- what each major supplies to an industry, by which weight, and the demand that falls to it
select
    supplied.catalogue_version,
    supplied.major_code,
    major.major_name,
    whole.supply as major_supply,
    supplied.supply / nullif(whole.supply, 0) as weight,
    supplied.supply,
    supplied.supply / nullif($supply, 0) as supply_share,
    $demand * supplied.supply / nullif($supply, 0) as allocated_demand
from core.supply_by_industry as supplied
inner join core.supply as whole
    using (year, level, region_code, supply_basis, catalogue_version, major_code)
left join core.major as major
    on major.catalogue_version = supplied.catalogue_version and major.major_code = supplied.major_code
where
    supplied.year = $year
    and supplied.level = 'all'
    and supplied.region_code = $region_code
    and supplied.industry_classification = $industry_classification
    and supplied.granularity = $granularity
    and supplied.crosswalk_source = $crosswalk_source
    and supplied.supply_basis = $supply_basis
    and supplied.industry_code = $industry_code
    and supplied.supply > 0
order by supplied.supply desc, supplied.catalogue_version, supplied.major_code
