-- one row per year, level, region, crosswalk source, bases, scope (major, class or division) and major: demand allocated to it
with allocated as (
    select
        supply.year, supply.level, supply.region_code, supply.industry_classification, supply.granularity,
        supply.crosswalk_source, supply.supply_basis, match.demand_basis,
        supply.catalogue_version, supply.major_code,
        supply.supply,
        -- its cohorts are counted once, however many industries they are meant for
        case
            when supply.industry_code = min(supply.industry_code) over (
                partition by
                    supply.year, supply.level, supply.region_code, supply.industry_classification, supply.granularity,
                    supply.crosswalk_source, supply.supply_basis, match.demand_basis, supply.catalogue_version, supply.major_code
            ) then supply.stand_ins
            else 0
        end as stand_ins,
        -- an industry's demand is divided among its majors in proportion to what each supplies to it
        case when not match.is_residual then match.demand * supply.supply / nullif(match.supply, 0) end as allocated_demand,
        match.is_series_break
    from core.supply_by_industry as supply
    inner join marts.industry_match as match
        using (
            year, level, region_code, industry_classification, granularity, crosswalk_source, supply_basis, industry_code
        )
),

named as (
    select
        allocated.*,
        major.major_name,
        major.major_class_code,
        major.major_class_name,
        major.major_division_code,
        major.major_division_name
    from allocated
    left join core.major as major using (catalogue_version, major_code)
),

-- each major counts by itself, in its class and in its division
scoped as (
    select named.*, 'major' as major_scope, major_code as major_scope_code, major_name as major_scope_name
    from named
    union all
    select
        named.*, 'class' as major_scope, coalesce(major_class_code, 'unclassed') as major_scope_code,
        major_class_name as major_scope_name
    from named
    union all
    select
        named.*, 'division' as major_scope, coalesce(major_division_code, 'unclassed') as major_scope_code,
        major_division_name as major_scope_name
    from named
),

summed as (
    select
        year, level, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis,
        major_scope, catalogue_version, major_scope_code, max(major_scope_name) as major_scope_name,
        cast(sum(cast(supply as decimal(38, 15))) as double) as supply,
        cast(sum(stand_ins) as bigint) as stand_ins,
        cast(sum(cast(allocated_demand as decimal(38, 15))) as double) as allocated_demand, false as is_residual,
        bool_or(is_series_break) as is_series_break
    from scoped
    group by all
),

-- demand of an industry that no major supplies is a row of its own, so that totals are conserved
unmatched as (
    select
        match.year, match.level, match.region_code, match.industry_classification, match.granularity,
        match.crosswalk_source, match.supply_basis, match.demand_basis, scope.major_scope,
        cast(null as varchar) as catalogue_version,
        concat('unmatched:', match.industry_code) as major_scope_code, max(match.industry_name) as major_scope_name,
        cast(0 as double) as supply,
        cast(0 as bigint) as stand_ins,
        cast(sum(cast(match.demand as decimal(38, 15))) as double) as allocated_demand, true as is_residual,
        bool_or(match.is_series_break) as is_series_break
    from marts.industry_match as match
    cross join (
        select 'major' as major_scope union all select 'class' as major_scope union all select 'division' as major_scope
    ) as scope
    where not match.is_residual and match.supply = 0 and match.demand > 0
    group by all
)

select
    year, level, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis,
    major_scope, catalogue_version, major_scope_code, major_scope_name, supply, stand_ins, allocated_demand,
    allocated_demand / nullif(supply, 0) as supply_demand_ratio,
    is_residual,
    is_series_break
from (select * from summed union all select * from unmatched) as allotted
