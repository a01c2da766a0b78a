-- one row per world: industries short of graduates in every year, and in surplus in every year
with industry as (
    select
        region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis, industry_code,
        min(structural_deviation) as lowest, max(structural_deviation) as highest
    from marts.industry_match
    where level = 'all' and not is_residual
    group by all
)

select count(*) as industries, count(*) filter (where lowest > 0) as short, count(*) filter (where highest < 0) as surplus
from industry
group by region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis
