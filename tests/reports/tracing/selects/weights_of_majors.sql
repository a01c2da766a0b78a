-- one row per major and industry of a world: the share of what the major supplies that goes to the industry
select
    major_name,
    industry_name,
    supply / sum(supply) over (
        partition by
            region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis,
            catalogue_version, major_code
    ) as weight
from marts.industry_major
