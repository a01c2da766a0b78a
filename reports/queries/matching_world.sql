-- one row per comparable world of supply and demand, the one the policy names first
select
    match.region_code,
    match.industry_classification,
    match.granularity,
    match.crosswalk_source,
    match.supply_basis,
    match.demand_basis,
    max(match.year) as latest_year
from marts.structure_match as match
cross join policy.policy as policy
where match.level = 'all'
group by all
order by
    max(case when match.region_code = policy.region_code then 1 else 0 end) desc,
    max(case when match.demand_basis = policy.demand_basis then 1 else 0 end) desc,
    max(case when match.crosswalk_source = policy.crosswalk_source then 1 else 0 end) desc,
    match.supply_basis desc,
    match.granularity desc,
    match.region_code,
    match.industry_classification,
    match.demand_basis,
    match.crosswalk_source
