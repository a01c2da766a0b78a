-- one row per comparable world's newest year: how far its matching degree hangs on the weights of the crosswalk
with drawn as (
    select
        match.year, match.region_code, match.industry_classification, match.granularity, match.crosswalk_source,
        match.supply_basis, match.demand_basis, match.demand_share,
        other.weighting,
        other.draw,
        other.supply
        / nullif(cast(sum(cast(other.supply as decimal(38, 15))) over world_of_draw as double), 0) as supply_share
    from marts.match_sensitivity as match
    inner join rules.drawn_supply as other
        using (
            year, region_code, industry_classification, granularity, crosswalk_source, supply_basis, industry_code
        )
    window world_of_draw as (
        partition by
            match.region_code, match.industry_classification, match.granularity, match.crosswalk_source,
            match.supply_basis, match.demand_basis, other.weighting, other.draw
    )
),

-- an industry nobody supplies has a share of demand and none of supply
unsupplied as (
    select
        year, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis,
        cast(sum(cast(case when supply = 0 then demand_share else 0 end as decimal(38, 15))) as double) as demand_share
    from marts.match_sensitivity
    group by year, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis
),

apart as (
    select drawn.*, case when supply_share > 0 then abs(supply_share - demand_share) else 0 end as gap
    from drawn
),

measured as (
    select
        year, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis,
        weighting,
        draw,
        cast(sum(cast(gap as decimal(38, 15))) as double) as gaps
    from apart
    group by all
)

select
    measured.year,
    measured.region_code,
    measured.industry_classification,
    measured.granularity,
    measured.crosswalk_source,
    measured.supply_basis,
    measured.demand_basis,
    1 - 0.5 * max(gaps + unsupplied.demand_share) filter (where weighting = 'as_stated') as matching_degree,
    1 - 0.5 * max(gaps + unsupplied.demand_share) filter (where weighting = 'equal') as equal_degree,
    -- nine in ten draws lie between
    quantile_cont(1 - 0.5 * (gaps + unsupplied.demand_share), 0.05) filter (where weighting = 'tilted') as degree_low,
    quantile_cont(1 - 0.5 * (gaps + unsupplied.demand_share), 0.95) filter (where weighting = 'tilted') as degree_high,
    count(*) filter (where weighting = 'tilted') as draws
from measured
inner join unsupplied
    using (year, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis)
group by
    measured.year, measured.region_code, measured.industry_classification, measured.granularity,
    measured.crosswalk_source, measured.supply_basis, measured.demand_basis
