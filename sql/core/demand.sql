-- one row per year, level, region, industry and basis: what the industries ask for
-- Given for each year with a supply to compare it with, from the same year or the newest year delivered by then.
with supply_year as (
    select distinct year
    from core.supply
),

offered as (
    select distinct year, level, region_code, industry_classification, granularity, demand_basis
    from core.stated_demand
),

-- the same year, or, where the policy says so, the newest year delivered by then
chosen as (
    select
        supply_year.year,
        offered.level,
        offered.region_code,
        offered.industry_classification,
        offered.granularity,
        offered.demand_basis,
        max(offered.year) as demand_year
    from supply_year
    cross join policy.policy as policy
    inner join offered
        on
            offered.year = supply_year.year
            or (policy.demand_year = 'latest_available' and offered.year < supply_year.year)
    group by all
),

first_use as (
    select
        chosen.*,
        -- a reading carried on into later years begins a series once only, and the first one delivered breaks with none
        year = min(year) over (of_reading) and demand_year > min(demand_year) over (of_series) as is_newly_read
    from chosen
    window
        of_reading as (
            partition by level, region_code, industry_classification, granularity, demand_basis, demand_year
        ),
        of_series as (partition by level, region_code, industry_classification, granularity, demand_basis)
)

select
    chosen.year,
    chosen.demand_year,
    stated.level,
    stated.region_code,
    stated.industry_classification,
    stated.granularity,
    stated.industry_code,
    stated.demand_basis,
    stated.demand,
    stated.is_series_break and chosen.is_newly_read as is_series_break
from first_use as chosen
inner join core.stated_demand as stated
    on
        stated.year = chosen.demand_year
        and stated.level = chosen.level
        and stated.region_code = chosen.region_code
        and stated.industry_classification = chosen.industry_classification
        and stated.granularity = chosen.granularity
        and stated.demand_basis = chosen.demand_basis
