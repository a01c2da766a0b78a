-- one row per published sum of a measure: its total, what of it is told cohort by cohort, and the cohorts it sums
with counted as (
    select
        cell.*,
        coalesce(placed_status in ('c', 'low'), true) and coalesce(graduates_status = 'c', true) as is_placed_counted,
        coalesce(matched_status in ('c', 'low'), true) and coalesce(employed_status = 'c', true) as is_matched_counted
    from cell
),

measured as (
    select 0 as measure, graduates as told, counted.* from counted where is_placed_counted
    union all
    select 1 as measure, placed as told, counted.* from counted where is_placed_counted
    union all
    select 2 as measure, employed as told, counted.* from counted where is_matched_counted
    union all
    select 3 as measure, matched as told, counted.* from counted where is_matched_counted
),

scoped as (
    select 'city' as scope, null as code, measured.* from measured
    union all
    select 'district' as scope, district_code as code, measured.* from measured
    union all
    select 'institution' as scope, institution_code as code, measured.* from measured
    union all
    select 'major_class' as scope, class_code as code, measured.* from measured where has_class
    union all
    select 'major' as scope, major_code as code, measured.* from measured
),

told as (
    select
        year, level, scope, code, measure,
        sum(told) as known,
        count(*) filter (where told is null) as unknown,
        list(cell order by cell) filter (where told is null) as hidden,
        list(cell order by cell) as cells
    from scoped
    group by year, level, scope, code, measure
),

summed as (
    unpivot (
        select
            year, level, outcome_scope as scope,
            case when outcome_scope <> 'city' then outcome_scope_code end as code,
            cast(graduates as double) as "0",
            cast(placed as double) as "1",
            cast(employed as double) as "2",
            cast(matched as double) as "3"
        from marts.outcome
    ) on "0", "1", "2", "3" into name measure value total
)

select
    told.measure,
    summed.total - coalesce(told.known, 0) as remainder,
    summed.total,
    told.unknown,
    told.hidden,
    case when told.unknown = 0 then told.cells end as cells
from told
inner join summed
    on
        summed.year = told.year
        and summed.level = told.level
        and summed.scope = told.scope
        and summed.code is not distinct from told.code
        and cast(summed.measure as integer) = told.measure
where told.unknown > 0 or summed.total <> told.known
order by told.measure, told.scope, told.year, told.level, told.code
