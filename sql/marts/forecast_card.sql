-- one row per region, level, classification, granularity, basis, years ahead and method: how it did in the back-test
with outcome as (
    select
        trial.*,
        actual.demand as actual_demand,
        abs(trial.forecast_demand - actual.demand) as miss
    from rules.forecast_trial as trial
    inner join core.stated_demand as actual
        using (region_code, level, industry_classification, granularity, demand_basis, industry_code)
    where actual.year = trial.origin_year + trial.horizon_years
),

rival as (
    select *, forecast_method as card_method
    from outcome
    union all
    -- what a reader would have been given in that year, chosen on what was known by then
    select *, 'as_chosen' as card_method
    from outcome
    where is_chosen
),

shared as (
    select
        rival.*,
        forecast_demand
        / nullif(cast(sum(cast(forecast_demand as decimal(38, 15))) over structure as double), 0) as forecast_share,
        actual_demand
        / nullif(cast(sum(cast(actual_demand as decimal(38, 15))) over structure as double), 0) as actual_share,
        miss / nullif(mean_step, 0) as scaled_miss,
        (forecast_demand > last_demand) = (actual_demand > last_demand) as is_hit,
        abs(forecast_demand - last_demand) > 1e-9 * last_demand and actual_demand <> last_demand as is_directed
    from rival
    window structure as (
        partition by
            region_code, level, industry_classification, granularity, demand_basis, horizon_years, card_method, origin_year
    )
)

select
    region_code,
    level,
    industry_classification,
    granularity,
    demand_basis,
    horizon_years,
    card_method,
    count(*) as trials,
    count(distinct origin_year) as origins,
    min(origin_year) as first_origin_year,
    max(origin_year) as last_origin_year,
    cast(sum(cast(miss as decimal(38, 15))) as double) as absolute_error,
    cast(sum(cast(actual_demand as decimal(38, 15))) as double) as actual_demand,
    cast(sum(cast(miss as decimal(38, 15))) as double)
    / nullif(cast(sum(cast(actual_demand as decimal(38, 15))) as double), 0) as wape,
    cast(sum(cast(scaled_miss as decimal(38, 15))) as double) / nullif(count(scaled_miss), 0) as mase,
    count(*) filter (where is_directed) as directed,
    count(*) filter (where is_directed and is_hit) as direction_hits,
    count(*) filter (where is_directed and is_hit) / nullif(count(*) filter (where is_directed), 0) as direction_hit_rate,
    count(low_80) as intervals_80,
    count(*) filter (where actual_demand between low_80 and high_80) as covered_80,
    count(*) filter (where actual_demand between low_80 and high_80) / nullif(count(low_80), 0) as coverage_80,
    count(low_95) as intervals_95,
    count(*) filter (where actual_demand between low_95 and high_95) as covered_95,
    count(*) filter (where actual_demand between low_95 and high_95) / nullif(count(low_95), 0) as coverage_95,
    0.5 * cast(sum(cast(abs(forecast_share - actual_share) as decimal(38, 15))) as double)
    / nullif(count(distinct origin_year), 0) as share_dissimilarity
from shared
group by region_code, level, industry_classification, granularity, demand_basis, horizon_years, card_method
