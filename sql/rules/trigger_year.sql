-- one row per trigger and year in which it is in force: what it counts, what lifts its card, what it has forgotten
with observed as (
    select
        trigger.*,
        year.year,
        year.year_end_on,
        -- on the last day on which one of its criteria is observed
        max(case criterion.observation when 'initial' then year.initial_on else year.year_end_on end) as observed_on
    from policy.trigger as trigger
    inner join policy.trigger_criterion as trigger_criterion on trigger_criterion.trigger_id = trigger.trigger_id
    inner join policy.criterion as criterion on criterion.criterion_id = trigger_criterion.criterion_id
    cross join core.year as year
    group by all
)

select
    observed.trigger_id,
    observed.year,
    observed.over,
    observed.m,
    observed.n,
    observed.card,
    reinstatement.passes,
    -- a result older than that is disregarded (34 CFR 668.602(c))
    coalesce(observed.year - cast(stale.value as integer), span.first_year) as oldest_year
from observed
cross join (select min(year) as first_year from core.year) as span
left join policy.reinstatement as reinstatement
    on
        reinstatement.card = observed.card
        and reinstatement.valid_from <= observed.observed_on
        and (reinstatement.valid_before is null or observed.observed_on < reinstatement.valid_before)
left join policy.parameter as stale
    on
        stale.parameter = 'stale_after_years'
        and stale.valid_from <= observed.year_end_on
        and (stale.valid_before is null or observed.year_end_on < stale.valid_before)
where
    observed.valid_from <= observed.observed_on
    and (observed.valid_before is null or observed.observed_on < observed.valid_before)
