-- one row per program judged in the last year: the card its critical lines give at the policy's own newest values
with setting as (
    select
        line.criterion_id,
        line.level,
        max(case when line.valid_before is null then line.value end) as line,
        max(case when minimum.valid_before is null then minimum.value end) as minimum_cohort,
        -- where a value changed, no one setting is the policy's
        count(distinct line.value) > 1
        or count(distinct minimum.value) > 1
        or count(line.value) < count(*)
        or count(minimum.value) < count(*) as has_changed
    from policy.criterion_line as line
    inner join policy.criterion_minimum as minimum using (criterion_id, level)
    inner join (select distinct criterion_id from rules.adjustable) as adjustable
        on adjustable.criterion_id = line.criterion_id
    group by line.criterion_id, line.level
),

candidate as (
    select spine.program_id, spine.level
    from core.program_spine as spine
    inner join rules.judged_until as judged on spine.year = judged.judged_until_year
),

changed as (
    select level, bool_or(has_changed) as has_changed
    from setting
    group by level
),

held as (
    select candidate.program_id, max(card.severity) as severity
    from candidate
    inner join rules.line_range as line on line.program_id = candidate.program_id
    inner join policy.card as card on card.card = line.card
    inner join policy.trigger as trigger on trigger.trigger_id = line.trigger_id
    left join setting on setting.criterion_id = line.criterion_id and setting.level = candidate.level
    where
        not line.is_adjustable
        or (
            line.years = trigger.m
            and line.critical_line <= setting.line
            and setting.minimum_cohort between line.minimum_cohort and line.minimum_cohort_to
        )
    group by candidate.program_id
),

judged as (
    select
        candidate.program_id,
        count(distinct judged.criterion_id) = count(distinct case
            when not judged.is_adjustable or setting.minimum_cohort between judged.minimum_cohort and judged.minimum_cohort_to
                then judged.criterion_id
        end) as is_judged
    from candidate
    inner join rules.judged_range as judged on judged.program_id = candidate.program_id
    left join setting on setting.criterion_id = judged.criterion_id and setting.level = candidate.level
    group by candidate.program_id
)

select
    candidate.program_id,
    case
        when held.severity is not null then card.card
        when judged.is_judged then 'none'
        else 'not_judged'
    end as compared_card,
    coalesce(changed.has_changed, false) as has_changed
from candidate
left join held on held.program_id = candidate.program_id
left join policy.card as card on card.severity = held.severity
left join judged on judged.program_id = candidate.program_id
left join changed on changed.level = candidate.level
