-- one row per year, level, region, major and basis: what the majors supply
with counted as (
    select
        program_year.year,
        program_year.level,
        program_year.district_code,
        program_year.catalogue_version,
        program_year.major_code,
        'graduates' as supply_basis,
        program_year.graduates as supply,
        program_year.stand_ins
    from marts.program_year as program_year
    where program_year.graduates is not null
    union all
    select
        program_year.year,
        program_year.level,
        program_year.district_code,
        program_year.catalogue_version,
        program_year.major_code,
        'admitted' as supply_basis,
        coalesce(program_year.registered, program_year.admitted) as supply,
        program_year.intake_stand_ins as stand_ins
    from marts.program_year as program_year
    where coalesce(program_year.registered, program_year.admitted) is not null
),

placed_in_region as (
    select
        counted.year, counted.level, policy.region_code, counted.catalogue_version, counted.major_code,
        counted.supply_basis, counted.supply, counted.stand_ins
    from counted
    cross join policy.policy as policy
    union all
    select year, level, district_code as region_code, catalogue_version, major_code, supply_basis, supply, stand_ins
    from counted
    where district_code is not null
),

levelled as (
    select year, level, region_code, catalogue_version, major_code, supply_basis, supply, stand_ins
    from placed_in_region
    where level <> 'all'
    union all
    select year, 'all' as level, region_code, catalogue_version, major_code, supply_basis, supply, stand_ins
    from placed_in_region
)

select
    year,
    level,
    region_code,
    catalogue_version,
    major_code,
    supply_basis,
    cast(sum(cast(supply as decimal(38, 15))) as double) as supply,
    cast(sum(stand_ins) as bigint) as stand_ins
from levelled
group by year, level, region_code, catalogue_version, major_code, supply_basis
