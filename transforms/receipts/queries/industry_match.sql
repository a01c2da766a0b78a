-- the match of an industry, by its code or name: in the foremost world that knows it, in a year or the newest one
select
    match.*,
    world.preference
from marts.industry_match as match
inner join marts.matching_world as world
    using (region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis)
where
    match.level = 'all'
    and not match.is_residual
    and (match.industry_code = $industry or match.industry_name = $industry)
    and ($year is null or match.year = $year)
order by world.preference, match.year desc
limit 1
