-- one row per pairing of supply and demand in its newest year and industry: its match by each of the three crosswalks
with world as (
    select region_code, industry_classification, granularity, supply_basis, demand_basis, max(latest_year) as year
    from marts.matching_world
    group by all
),

stated as (
    select
        world.*, match.crosswalk_source, match.industry_code, match.industry_name, match.demand, match.demand_share,
        match.supply, match.total_supply
    from world
    inner join marts.industry_match as match using (region_code, industry_classification, granularity, supply_basis, demand_basis, year)
    where match.level = 'all' and not match.is_residual
),

-- where nobody delivered equal weights: equal among the industries the most trusted mapping names, expert before observed
named as (
    select
        region_code, industry_classification, granularity, supply_basis, demand_basis, year,
        min(case crosswalk_source when 'equal' then 0 when 'expert' then 1 else 2 end) as trust
    from stated
    group by all
),

equalled as (
    select
        stated.region_code, stated.industry_classification, stated.granularity, stated.supply_basis, stated.demand_basis,
        stated.year, 'equal' as crosswalk_source, stated.industry_code, stated.industry_name, stated.demand, stated.demand_share,
        coalesce(other.supply, 0.0) as supply,
        cast(sum(cast(other.supply as decimal(38, 15))) over (
            partition by stated.region_code, stated.industry_classification, stated.granularity, stated.supply_basis, stated.demand_basis
        ) as double) as total_supply
    from stated
    inner join named using (region_code, industry_classification, granularity, supply_basis, demand_basis, year)
    left join rules.drawn_supply as other
        on
            other.weighting = 'equal'
            and other.year = stated.year
            and other.region_code = stated.region_code
            and other.industry_classification = stated.industry_classification
            and other.granularity = stated.granularity
            and other.crosswalk_source = stated.crosswalk_source
            and other.supply_basis = stated.supply_basis
            and other.industry_code = stated.industry_code
    where
        (named.trust = 1 and stated.crosswalk_source = 'expert')
        or (named.trust > 1 and stated.crosswalk_source = 'observed')
),

measured as (
    select
        weighted.*,
        demand / nullif(supply, 0) as ratio,
        demand_share * total_supply / nullif(supply, 0) - 1 as deviation
    from (select * from stated union all by name select * from equalled) as weighted
)

select
    year, region_code, industry_classification, granularity, supply_basis, demand_basis, industry_code,
    max(industry_name) as industry_name,
    max(demand) as demand,
    max(case when crosswalk_source = 'observed' then supply end) as observed_supply,
    max(case when crosswalk_source = 'expert' then supply end) as expert_supply,
    max(case when crosswalk_source = 'equal' then supply end) as equal_supply,
    max(case when crosswalk_source = 'observed' then ratio end) as observed_ratio,
    max(case when crosswalk_source = 'expert' then ratio end) as expert_ratio,
    max(case when crosswalk_source = 'equal' then ratio end) as equal_ratio,
    max(case when crosswalk_source = 'observed' then deviation end) as observed_deviation,
    max(case when crosswalk_source = 'expert' then deviation end) as expert_deviation,
    max(case when crosswalk_source = 'equal' then deviation end) as equal_deviation,
    count(*) as crosswalks,
    min(supply) as lowest_supply,
    min(ratio) as lowest_ratio,
    max(ratio) as highest_ratio,
    -- short by all, or in surplus by all; unknown where one of them supplies nobody
    case when count(deviation) = count(*) then min(deviation) > 0 or max(deviation) < 0 end as is_one_sided
from measured
group by year, region_code, industry_classification, granularity, supply_basis, demand_basis, industry_code
