-- mapped and unmapped supply add up to all supply; returns the rows that offend
with mapped as (
    select
        year, level, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis,
        sum(supply) as supply
    from marts.industry_match
    group by all
),

whole as (
    select year, level, region_code, supply_basis, sum(supply) as supply
    from core.supply
    group by all
)

select mapped.*, whole.supply as whole_supply
from mapped
inner join whole using (year, level, region_code, supply_basis)
where abs(mapped.supply - whole.supply) > 1e-9 * greatest(whole.supply, 1)
