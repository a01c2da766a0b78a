-- one row per yearly series of demand: its years since the newest break, and why it cannot be forecast where it cannot
with demanded as (
    -- positions and persons; value added is no demand for people
    select *
    from core.stated_demand
    where demand_basis in ('vacancies', 'openings', 'employment')
),

marked as (
    select
        *,
        min(year) over of_series as first_delivered,
        max(year) filter (where is_series_break) over of_series as newest_break
    from demanded
    window of_series as (
        partition by region_code, level, industry_classification, granularity, demand_basis, industry_code
    )
),

-- years before a break that the deliverer marked are of another series; the first year delivered breaks with none
comparable as (
    select
        *,
        newest_break > first_delivered as is_broken
    from marked
    where year >= coalesce(newest_break, first_delivered)
),

counted as (
    select
        region_code,
        level,
        industry_classification,
        granularity,
        demand_basis,
        industry_code,
        min(year) as first_year,
        max(year) as last_year,
        count(*) as years,
        min(demand) as lowest_demand,
        coalesce(bool_or(is_broken), false) as is_broken
    from comparable
    group by region_code, level, industry_classification, granularity, demand_basis, industry_code
),

compared as (
    select
        counted.*,
        max(last_year) over (
            partition by region_code, level, industry_classification, granularity, demand_basis
        ) as newest_year
    from counted
),

required as (
    select max(value) as years
    from rules.parameter_in_force
    where parameter = 'forecast_minimum_years'
)

select
    compared.region_code,
    compared.level,
    compared.industry_classification,
    compared.granularity,
    compared.demand_basis,
    compared.industry_code,
    compared.first_year,
    compared.last_year,
    compared.years,
    case
        when compared.last_year < compared.newest_year then 'series_ended'
        when compared.years < compared.last_year - compared.first_year + 1 then 'years_missing'
        when compared.years < required.years and compared.is_broken then 'too_few_since_break'
        when compared.years < required.years then 'too_few_years'
        when compared.lowest_demand <= 0 then 'nothing_demanded'
    end as no_forecast_reason
from compared
cross join required
