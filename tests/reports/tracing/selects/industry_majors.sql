-- one row per industry of a world: majors that supply it, schools and districts that offer them
select
    supplier.industry_name,
    count(distinct concat(supplier.catalogue_version, supplier.major_code)) as majors,
    count(distinct verdict.institution_code) as schools,
    count(distinct verdict.district_code) as districts
from marts.industry_major as supplier
left join marts.verdict as verdict
    on
        verdict.catalogue_version = supplier.catalogue_version
        and verdict.major_code = supplier.major_code
        and verdict.is_latest_year
group by
    supplier.industry_name, supplier.region_code, supplier.granularity, supplier.crosswalk_source, supplier.supply_basis,
    supplier.demand_basis
