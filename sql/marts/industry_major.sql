-- one row per industry of a world in its newest year and major that supplies it: what it supplies, and its demand
select
    supplied.year,
    supplied.region_code,
    supplied.industry_classification,
    supplied.granularity,
    supplied.crosswalk_source,
    supplied.supply_basis,
    match.demand_basis,
    supplied.industry_code,
    match.industry_name,
    supplied.catalogue_version,
    supplied.major_code,
    major.major_name,
    major.level as major_level,
    supplied.supply,
    supplied.stand_ins,
    supplied.supply / nullif(match.supply, 0) as major_supply_share,
    -- the industry's demand is divided among its majors in proportion to what each supplies to it
    match.demand * supplied.supply / nullif(match.supply, 0) as allocated_demand
from core.supply_by_industry as supplied
inner join marts.industry_match as match
    using (
        year, level, region_code, industry_classification, granularity, crosswalk_source, supply_basis, industry_code
    )
inner join marts.matching_world as world
    on
        world.region_code = match.region_code
        and world.industry_classification = match.industry_classification
        and world.granularity = match.granularity
        and world.crosswalk_source = match.crosswalk_source
        and world.supply_basis = match.supply_basis
        and world.demand_basis = match.demand_basis
        and world.latest_year = match.year
left join core.major as major using (catalogue_version, major_code)
where
    supplied.level = 'all'
    and supplied.supply > 0
    and not match.is_residual
