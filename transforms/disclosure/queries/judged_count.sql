-- one row per program, criterion and year that is counted, of those with a withheld count: its two counts, or where they
-- stand among the withheld, and the line and minimum they are judged by
with counted as (
    select
        own.program_id,
        own.criterion_id,
        own.year,
        own.level,
        -- an intake is judged as a value, a delivered rate where the cohort is large enough
        case
            when criterion.indicator = 'intake' then 'value'
            when own.own_numerator is null then 'size'
            else 'ratio'
        end as judged_as,
        coalesce(own.inherited_from, own.program_id) as owner_id,
        case
            when criterion.indicator = 'intake' then 'intake'
            when rate.indicator is null then 'indicator'
            else 'cohort'
        end as kind,
        case
            when criterion.indicator = 'intake' then ''
            when rate.indicator is null then criterion.indicator
            else criterion.observation
        end as observation,
        case
            when criterion.indicator = 'intake' then 'graduates'
            when own.own_numerator is not null then coalesce(rate.numerator, 'placed')
        end as numerator_measure,
        case when criterion.indicator <> 'intake' then coalesce(rate.denominator, 'graduates') end as denominator_measure,
        coalesce(own.own_numerator, own.own_value, 0) as numerator,
        coalesce(own.own_denominator, 1) as denominator
    from exact.rules.own_reading as own
    inner join policy.criterion as criterion on criterion.criterion_id = own.criterion_id
    left join cohort_rate as rate on rate.indicator = criterion.indicator
    where
        own.exemption_reason is null
        and not own.is_skipped
        and case when criterion.indicator = 'intake' then own.own_value else own.own_denominator end is not null
),

placed as (
    select
        counted.*,
        coalesce(top.place, -1) as numerator_place,
        coalesce(bottom.place, -1) as denominator_place
    from counted
    left join hidden as top
        on
            top.kind = counted.kind
            and top.owner_id = counted.owner_id
            and top.year = counted.year
            and top.observation = counted.observation
            and top.measure = counted.numerator_measure
    left join hidden as bottom
        on
            bottom.kind = counted.kind
            and bottom.owner_id = counted.owner_id
            and bottom.year = counted.year
            and bottom.observation = counted.observation
            and bottom.measure = counted.denominator_measure
)

select
    placed.* exclude (kind, observation, numerator_measure, denominator_measure),
    case when placed.judged_as = 'value' then 0 else criterion_year.minimum_cohort end as minimum_cohort,
    criterion_year.line,
    criterion_year.per_unit,
    case when placed.judged_as <> 'size' then criterion_year.fails_when end as fails_when,
    criterion_year.pooled = 'once' as is_pooled_once,
    case
        when placed.judged_as = 'ratio'
            then list_sort((select list(window_years) from policy.criterion_window as w where w.criterion_id = placed.criterion_id))
        else [1]
    end as windows
from placed
inner join exact.rules.criterion_year as criterion_year using (criterion_id, level, year)
qualify max(greatest(numerator_place, denominator_place)) over (partition by placed.program_id, placed.criterion_id) >= 0
order by placed.program_id, placed.criterion_id, placed.judged_as, placed.year
