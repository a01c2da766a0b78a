-- one row per comparable world's newest year and industry: how far its match hangs on the weights of the crosswalk
with compared as (
    select
        match.year, match.region_code, match.industry_classification, match.granularity, match.crosswalk_source,
        match.supply_basis, match.demand_basis, match.industry_code, match.industry_name, match.supply, match.stand_ins, match.demand,
        match.demand_share, match.supply_demand_ratio, match.structural_deviation
    from marts.industry_match as match
    inner join marts.matching_world as world
        on
            world.region_code = match.region_code
            and world.industry_classification = match.industry_classification
            and world.granularity = match.granularity
            and world.crosswalk_source = match.crosswalk_source
            and world.supply_basis = match.supply_basis
            and world.demand_basis = match.demand_basis
            and world.latest_year = match.year
    where match.level = 'all' and not match.is_residual
),

drawn as (
    select
        compared.* exclude (supply),
        other.weighting,
        other.draw,
        other.supply,
        cast(sum(cast(other.supply as decimal(38, 15))) over (
            partition by
                compared.region_code, compared.industry_classification, compared.granularity,
                compared.crosswalk_source, compared.supply_basis, compared.demand_basis, other.weighting, other.draw
        ) as double) as total_supply
    from compared
    inner join rules.drawn_supply as other
        using (
            year, region_code, industry_classification, granularity, crosswalk_source, supply_basis, industry_code
        )
),

measured as (
    select
        drawn.*,
        demand / nullif(supply, 0) as drawn_ratio,
        demand_share * total_supply / nullif(supply, 0) - 1 as drawn_deviation
    from drawn
)

select
    compared.*,
    max(measured.drawn_deviation) filter (where measured.weighting = 'equal') as equal_deviation,
    -- nine in ten draws lie between
    quantile_cont(measured.drawn_deviation, 0.05) filter (where measured.weighting = 'tilted') as deviation_low,
    quantile_cont(measured.drawn_deviation, 0.95) filter (where measured.weighting = 'tilted') as deviation_high,
    max(measured.drawn_ratio) filter (where measured.weighting = 'equal') as equal_ratio,
    quantile_cont(measured.drawn_ratio, 0.05) filter (where measured.weighting = 'tilted') as ratio_low,
    quantile_cont(measured.drawn_ratio, 0.95) filter (where measured.weighting = 'tilted') as ratio_high,
    -- how often short stays short, and full stays full
    count(*) filter (
        where measured.weighting = 'tilted' and (measured.drawn_deviation > 0) = (compared.structural_deviation > 0)
    ) / nullif(count(*) filter (where measured.weighting = 'tilted' and measured.drawn_deviation is not null), 0)
        as keeps_side
from compared
left join measured
    using (
        year, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis,
        industry_code
    )
group by all
