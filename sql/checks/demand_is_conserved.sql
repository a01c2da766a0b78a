-- allocated demand and residual add up to all demand; no opening is counted twice; returns the rows that offend
with allocated as (
    select
        year, level, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis,
        major_scope,
        sum(allocated_demand) as demand
    from marts.major_match
    group by all
)

select allocated.*, match.total_demand
from allocated
inner join marts.structure_match as match
    using (year, level, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis)
where abs(coalesce(allocated.demand, 0) - match.total_demand) > 1e-9 * greatest(match.total_demand, 1)
