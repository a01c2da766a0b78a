-- one row per trigger, language, cohort and true rate: the chance that the rule errs
select
    trigger.title_zh as trigger_title,
    cast(point.cohort as varchar) as cohort,
    concat(cast(round(100 * point.true_rate) as integer), '%') as true_rate,
    coalesce(point.false_flag, point.miss) as chance,
    point.true_rate as rate,
    point.cohort as size,
    point.line
from policy.operating_point as point
inner join policy.trigger as trigger on trigger.trigger_id = point.trigger_id
union all
select
    trigger.title_en,
    cast(point.cohort as varchar),
    concat(cast(round(100 * point.true_rate) as integer), '%'),
    coalesce(point.false_flag, point.miss),
    point.true_rate as rate,
    point.cohort as size,
    point.line
from policy.operating_point as point
inner join policy.trigger as trigger on trigger.trigger_id = point.trigger_id
