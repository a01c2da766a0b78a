-- one row per year of a world: classes of majors with a ratio that is told
select year, count(*) as classes
from marts.major_match
where major_scope = 'class' and level = 'all' and supply_demand_ratio is not null and not is_residual
group by year, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis
