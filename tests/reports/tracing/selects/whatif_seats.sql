-- one row per language and line of the what-if page: seats of the programs with a card of its criterion at that line
with line as (
    select criterion_id, max(value) as line, list(distinct level) as levels
    from policy.criterion_line
    where valid_before is null and value is not null
    group by criterion_id
),

minimum as (
    select criterion_id, max(value) as minimum_cohort
    from policy.criterion_minimum
    where valid_before is null and value is not null
    group by criterion_id
),

asked as (
    select
        line.criterion_id,
        line.levels,
        unnest(range(offered.lowest_line, offered.highest_line + 1, offered.shown_step)) as asked_line
    from line
    cross join policy.offered_line as offered
    union
    select criterion_id, levels, line as asked_line
    from line
),

-- the heaviest card that stands where only the line of this criterion is another
held as (
    select asked.criterion_id, asked.asked_line, critical.program_id, arg_max(card.card, card.severity) as card
    from asked
    cross join marts.critical_line as critical
    inner join policy.card as card on card.card = critical.card
    inner join policy.trigger as trigger on trigger.trigger_id = critical.trigger_id
    left join line on line.criterion_id = critical.criterion_id
    left join minimum on minimum.criterion_id = critical.criterion_id
    where
        not critical.is_adjustable
        or (
            critical.years = trigger.m
            and critical.critical_line <= if(critical.criterion_id = asked.criterion_id, asked.asked_line, line.line)
            and minimum.minimum_cohort between critical.minimum_cohort and critical.minimum_cohort_to
        )
    group by asked.criterion_id, asked.asked_line, critical.program_id
),

given as (
    select held.criterion_id, held.asked_line, sum(verdict.seats_affected) as seats
    from held
    inner join asked on asked.criterion_id = held.criterion_id and asked.asked_line = held.asked_line
    inner join marts.verdict as verdict on verdict.program_id = held.program_id
    where
        verdict.is_latest_year
        and list_contains(asked.levels, verdict.level)
        and exists (
            from policy.trigger_criterion as of_trigger
            inner join policy.trigger as trigger on trigger.trigger_id = of_trigger.trigger_id
            where of_trigger.criterion_id = held.criterion_id and trigger.card = held.card
        )
    group by held.criterion_id, held.asked_line
)

select
    unnest([criterion.title_zh, criterion.title_en]) as criterion,
    concat(format('{:g}', asked.asked_line / 100), '%') as line,
    'seats_affected' as measure,
    coalesce(given.seats, 0) as seats
from asked
inner join policy.criterion as criterion on criterion.criterion_id = asked.criterion_id
left join given on given.criterion_id = asked.criterion_id and given.asked_line = asked.asked_line
