-- shares over the compared industries sum to one; returns the rows that offend
select
    year, level, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis,
    sum(supply_share) as supply_shares,
    sum(demand_share) as demand_shares
from marts.industry_match
where not is_residual
group by all
having abs(sum(supply_share) - 1) > 1e-9 or abs(sum(demand_share) - 1) > 1e-9
