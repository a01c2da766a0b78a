-- one row per comparable world's newest year, major and industry: what the major supplies to it, levels together
with supplying as (
    select distinct region_code, industry_classification, granularity, crosswalk_source, supply_basis, latest_year as year
    from marts.matching_world
)

select
    supply.year,
    supply.region_code,
    supply.industry_classification,
    supply.granularity,
    supply.crosswalk_source,
    supply.supply_basis,
    supply.catalogue_version,
    supply.major_code,
    coalesce(major.major_class_code, supply.major_code) as major_class_code,
    supply.industry_code,
    supply.supply
from core.supply_by_industry as supply
inner join supplying
    using (region_code, industry_classification, granularity, crosswalk_source, supply_basis, year)
left join core.major as major using (catalogue_version, major_code)
where supply.level = 'all'
