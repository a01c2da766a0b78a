-- one row per major and level of a public list: its sites, its newest rate and its ratio
with judged_by as (
    select criterion_level.level, max(criterion.indicator) as indicator
    from policy.criterion as criterion
    inner join policy.criterion_level as criterion_level on criterion_level.criterion_id = criterion.criterion_id
    where criterion.is_required and criterion.indicator in ('employment_rate', 'matched_rate')
    group by criterion_level.level
),

newest as (
    select max(year) as year
    from marts.verdict
    where is_latest_year
)

select
    listed.list_id,
    listed.level,
    listed.major_code,
    listed.major_name,
    listed.list_reason as reason_zh,
    listed.list_reason_en as reason_en,
    listed.clause_kind,
    listed.sites,
    listed.failing_programs,
    case when judged_by.indicator = 'matched_rate' then outcome.matched_rate else outcome.employment_rate end as rate,
    case when judged_by.indicator = 'matched_rate' then outcome.matched_rate_status else outcome.employment_rate_status end
        as rate_status,
    outcome.stand_ins,
    outcome.small_parts,
    ratio.supply_demand_ratio,
    ratio.supply_demand_ratio_status
from marts.public_list as listed
cross join newest
left join judged_by on judged_by.level = listed.level
left join marts.outcome as outcome
    on
        outcome.outcome_scope = 'major'
        and outcome.outcome_scope_code = concat_ws('.', listed.catalogue_version, listed.major_code)
        and outcome.level = listed.level
        and outcome.year = newest.year
left join marts.major_ratio as ratio
    on
        ratio.level = listed.level
        and ratio.catalogue_version = listed.catalogue_version
        and ratio.major_code = listed.major_code
order by listed.list_position, listed.level, ratio.supply_demand_ratio desc nulls last, listed.major_code
