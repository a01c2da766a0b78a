-- the programs whose graduates, or intake, are meant for an industry, and how many of them
with supplying as (
    select supplied.catalogue_version, supplied.major_code, supplied.supply / nullif(whole.supply, 0) as weight
    from core.supply_by_industry as supplied
    inner join core.supply as whole
        using (year, level, region_code, supply_basis, catalogue_version, major_code)
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
),

counted as (
    select
        program_year.program_id, program_year.institution_name, program_year.major_name, program_year.level,
        supplying.weight,
        case when $supply_basis = 'graduates' then program_year.graduates
            else coalesce(program_year.registered, program_year.admitted) end as persons,
        exists (
            select 1 from policy.policy as policy
            where policy.region_code = $region_code
        ) or program_year.district_code = $region_code as is_in_region
    from marts.program_year as program_year
    inner join supplying using (catalogue_version, major_code)
    where program_year.year = $year
)

select
    counted.program_id, counted.institution_name, counted.major_name, counted.level, counted.persons, counted.weight,
    counted.persons * counted.weight as supply
from counted
where counted.persons > 0 and counted.is_in_region
order by supply desc, counted.program_id
