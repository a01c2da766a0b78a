-- one row per level and major: the newest ratio of the demand allocated to it to what it supplies, in the policy's world
with world as (
    select *
    from marts.matching_world
    where preference = 1
),

matched as (
    select
        match.level,
        match.catalogue_version,
        match.major_scope_code as major_code,
        match.year,
        match.supply,
        match.stand_ins,
        match.allocated_demand,
        row_number() over (
            partition by match.level, match.catalogue_version, match.major_scope_code
            order by match.year desc
        ) as newest_first
    from marts.major_match as match
    inner join world using (
        region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis
    )
    where match.major_scope = 'major' and not match.is_residual and match.allocated_demand is not null
),

taught as (
    select distinct level, catalogue_version, major_code
    from core.program
),

-- demand that is not given by level is compared for all levels together
compared as (
    select
        taught.level,
        taught.catalogue_version,
        taught.major_code,
        coalesce(own.level, every.level) as matched_level,
        coalesce(own.year, every.year) as matched_year,
        case when own.level is not null then own.supply else every.supply end as supply,
        case when own.level is not null then own.stand_ins else every.stand_ins end as stand_ins,
        case when own.level is not null then own.allocated_demand else every.allocated_demand end as allocated_demand
    from taught
    left join matched as own
        on
            own.level = taught.level
            and own.catalogue_version = taught.catalogue_version
            and own.major_code = taught.major_code
            and own.newest_first = 1
    left join matched as every
        on
            every.level = 'all'
            and every.catalogue_version = taught.catalogue_version
            and every.major_code = taught.major_code
            and every.newest_first = 1
    where coalesce(own.level, every.level) is not null
)

select
    level,
    catalogue_version,
    major_code,
    matched_level,
    matched_year,
    supply,
    stand_ins,
    allocated_demand,
    allocated_demand / nullif(supply, 0) as supply_demand_ratio
from compared
