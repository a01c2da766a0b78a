-- one row per program whose newest intake is told: what plan, advice and rounding together leave of it
with run as (
    select as_of
    from meta.run
),

limit_ as (
    select
        max(case when parameter = 'disclosure_rounding_base' then cast(value as integer) end) as base,
        max(case when parameter = 'disclosure_min_part' then cast(value as integer) end) as min_part,
        max(case when parameter = 'disclosure_possible_values' then cast(value as integer) end) as possible_values
    from policy.parameter
),

advised as (
    select advice.program_id, advice.level, advice.rule_id, advice.seats, program_year.year, program_year.intake, rule.position
    from marts.enrolment_advice as advice
    inner join marts.program_year as program_year
        on program_year.program_id = advice.program_id and program_year.year = advice.enrolment_year - 1
    left join policy.rule as rule on rule.ruleset = 'advice' and rule.rule_id = advice.rule_id
    where advice.seats_basis = 'planned' and advice.seats > 0 and program_year.intake > 0
),

-- rules that ask for nothing else: one that does not speak, and would have before the one that does, does not hold
lone as (
    select rule.rule_id
    from policy.rule as rule
    where
        rule.ruleset = 'advice'
        and (select count(*) from policy.rule_condition as own where own.ruleset = 'advice' and own.rule_id = rule.rule_id) = 1
        and not exists (
            from policy.rule_scope as scope
            where scope.ruleset = 'advice' and scope.rule_id = rule.rule_id
        )
),

asked as (
    select
        advised.*,
        condition.holds_when in ('above', 'at_or_above') as holds_over,
        case
            when condition.holds_when in ('below', 'at_or_above') then ceil(line.value * advised.seats / 10000)
            else floor(line.value * advised.seats / 10000) + 1
        end as needed,
        rule.rule_id = advised.rule_id as speaks,
        coalesce(rule.position < advised.position and lone.rule_id is not null, false) as is_silent
    from advised
    cross join run
    inner join policy.rule_condition as condition
        on condition.ruleset = 'advice' and condition.rule_measure = 'intake_filled' and condition.unit = 'bp'
    inner join policy.rule as rule
        on
            rule.ruleset = 'advice'
            and rule.rule_id = condition.rule_id
            and rule.valid_from <= run.as_of
            and (rule.valid_before is null or run.as_of < rule.valid_before)
    inner join policy.rule_line as line
        on
            line.ruleset = 'advice'
            and line.rule_id = condition.rule_id
            and line.rule_measure = 'intake_filled'
            and line.level = advised.level
            and line.valid_from <= run.as_of
            and (line.valid_before is null or run.as_of < line.valid_before)
    left join lone on lone.rule_id = condition.rule_id
),

-- between two lines, or below the first, there may be no room to tell an intake at all: then as many as were planned
apart as (
    select
        line.program_id,
        bool_or(
            greatest(limit_.base, limit_.base * ceil((line.after + limit_.base // 2) / nullif(limit_.base, 0)))
            > limit_.base * floor((line.needed - 1 - (limit_.base - 1) // 2) / nullif(limit_.base, 0))
        ) as is_cramped
    from (
        select program_id, needed, coalesce(lag(needed) over (partition by program_id order by needed), 1) as after
        from (select distinct program_id, needed from asked) as one
    ) as line
    cross join limit_
    group by line.program_id
),

known as (
    select
        advised.program_id, advised.year, advised.intake,
        max(case when asked.intake >= asked.needed then asked.needed end) as at_least,
        min(case when asked.intake < asked.needed then asked.needed end) as below,
        -- what the advice itself says, however the intake is told
        max(case when (asked.speaks and asked.holds_over) or (asked.is_silent and not asked.holds_over) then asked.needed end)
            as surely_at_least,
        min(case when (asked.speaks and not asked.holds_over) or (asked.is_silent and asked.holds_over) then asked.needed end)
            as surely_below
    from advised
    left join asked on asked.program_id = advised.program_id
    group by advised.program_id, advised.year, advised.intake
),

bounded as (
    select
        known.*,
        limit_.*,
        coalesce(apart.is_cramped, false) as is_cramped,
        limit_.base * ceil((known.at_least + limit_.base // 2) / nullif(limit_.base, 0)) as lowest,
        limit_.base * floor((known.below - 1 - (limit_.base - 1) // 2) / nullif(limit_.base, 0)) as highest
    from known
    cross join limit_
    left join apart on apart.program_id = known.program_id
),

classed as (
    select
        bounded.*,
        case
            when is_cramped then 1
            when intake <= greatest(base, coalesce(lowest, base)) then coalesce(at_least, 1)
            else intake - base // 2
        end as class_low,
        case
            when is_cramped then null
            when intake >= highest then below - 1
            else intake + (base - 1) // 2
        end as class_high
    from bounded
)

-- of a cramped intake nothing bounds the number from above but what the advice says
select
    program_id,
    year,
    greatest(class_low, coalesce(surely_at_least, 1), 1) as low,
    least(class_high, surely_below - 1) as high,
    case when greatest(class_low, coalesce(surely_at_least, 1)) <= 1 then min_part + 1 else possible_values end as values_asked
from classed
order by program_id
