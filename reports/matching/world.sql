-- one row per comparable world of supply and demand, the one the policy names first
select
    region_code,
    industry_classification,
    granularity,
    crosswalk_source,
    supply_basis,
    demand_basis,
    latest_year
from marts.matching_world
order by preference
