-- one row per year of a world: industries compared, short of graduates, and in surplus
select
    year,
    count(*) as industries,
    count(*) filter (where structural_deviation > 0) as short,
    count(*) filter (where structural_deviation <= 0) as surplus,
    count(*) filter (where structural_deviation is not null) as told
from marts.industry_match
where level = 'all' and not is_residual
group by year, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis
