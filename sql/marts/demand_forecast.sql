-- one row per series of demand and horizon: what is forecast, how surely, the naive beside it; or why nothing is
with horizon as (
    select distinct cast(value as integer) as horizon_years
    from rules.parameter_in_force
    where parameter in ('forecast_short_years', 'forecast_long_years')
),

replaced as (
    select max(value) / 10000.0 as replacement_rate
    from rules.parameter_in_force
    where parameter = 'replacement_bp'
),

chosen as (
    select *
    from rules.forecast_trial
    where is_chosen
),

-- a stock grows or shrinks, and loses people who leave for good; vacancies and openings are yearly flows already
forecast as (
    select
        series.*,
        horizon.horizon_years,
        series.last_year + horizon.horizon_years as forecast_year,
        chosen.forecast_method,
        chosen.last_demand,
        chosen.forecast_demand,
        chosen.low_80,
        chosen.high_80,
        chosen.low_95,
        chosen.high_95,
        -- the naive carries the newest demand on
        chosen.last_demand as naive_forecast,
        case when series.demand_basis = 'employment' then replaced.replacement_rate end as replacement_rate
    from rules.forecast_series as series
    cross join horizon
    cross join replaced
    left join chosen
        on
            chosen.region_code = series.region_code
            and chosen.level = series.level
            and chosen.industry_classification = series.industry_classification
            and chosen.granularity = series.granularity
            and chosen.demand_basis = series.demand_basis
            and chosen.industry_code = series.industry_code
            and chosen.origin_year = series.last_year
            and chosen.horizon_years = horizon.horizon_years
),

parted as (
    select
        forecast.*,
        case when replacement_rate is not null then forecast_demand - last_demand end as expansion,
        -- over the years in between, of the mean of both ends
        replacement_rate * horizon_years * 0.5 * (last_demand + forecast_demand) as replacement,
        replacement_rate * horizon_years * 0.5 * (last_demand + low_80) + low_80 - last_demand as openings_low,
        replacement_rate * horizon_years * 0.5 * (last_demand + high_80) + high_80 - last_demand as openings_high
    from forecast
)

select
    parted.* exclude (openings_low, openings_high),
    industry.industry_name,
    case
        when replacement_rate is null then forecast_demand
        else greatest(expansion + replacement, 0.0) / nullif(horizon_years, 0)
    end as annual_openings,
    case when replacement_rate is null then low_80 else greatest(openings_low, 0.0) / nullif(horizon_years, 0) end
        as annual_openings_low_80,
    case when replacement_rate is null then high_80 else greatest(openings_high, 0.0) / nullif(horizon_years, 0) end
        as annual_openings_high_80
from parted
left join staging.industry as industry
    on
        industry.industry_classification = parted.industry_classification
        and industry.industry_code = parted.industry_code
        and industry.row_status = 'loaded'
