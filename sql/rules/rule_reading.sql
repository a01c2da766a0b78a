-- one row per ruleset, rule, subject and condition: the measure beside the line in force, and whether it meets it
with measured as (
    select 'list' as ruleset, level_major_id as subject_id, rule_measure, numerator, denominator, value
    from rules.major_measure
    union all
    select 'advice' as ruleset, program_id as subject_id, rule_measure, numerator, denominator, value
    from rules.program_measure
    union all
    select 'tilt' as ruleset, program_id as subject_id, rule_measure, numerator, denominator, value
    from rules.program_measure
),

asked as (
    select
        condition.ruleset,
        condition.rule_id,
        condition.rule_measure,
        condition.holds_when,
        condition.unit,
        -- how many of the unit make one whole
        cast(case condition.unit when 'bp' then 10000 else 1 end as bigint) as per_unit,
        line.level,
        line.value as line,
        line.valid_from as line_valid_from,
        line.clause_id
    from policy.rule_condition as condition
    cross join meta.run as run
    inner join policy.rule_line as line
        on
            line.ruleset = condition.ruleset
            and line.rule_id = condition.rule_id
            and line.rule_measure = condition.rule_measure
            and line.valid_from <= run.as_of
            and (line.valid_before is null or run.as_of < line.valid_before)
)

select
    asked.ruleset,
    asked.rule_id,
    subject.subject_id,
    asked.rule_measure,
    asked.holds_when,
    asked.unit,
    asked.line,
    asked.line_valid_from,
    asked.clause_id,
    measured.numerator,
    measured.denominator,
    measured.value,
    -- ratios of counts meet their line as whole numbers; what is not known meets no line
    coalesce(
        case
            when measured.denominator is not null then
                case asked.holds_when
                    when 'below' then asked.per_unit * measured.numerator < asked.line * measured.denominator
                    when 'at_or_below' then asked.per_unit * measured.numerator <= asked.line * measured.denominator
                    when 'above' then asked.per_unit * measured.numerator > asked.line * measured.denominator
                    else asked.per_unit * measured.numerator >= asked.line * measured.denominator
                end
                and measured.denominator > 0
            else
                case asked.holds_when
                    when 'below' then measured.value < asked.line / nullif(asked.per_unit, 0)
                    when 'at_or_below' then measured.value <= asked.line / nullif(asked.per_unit, 0)
                    when 'above' then measured.value > asked.line / nullif(asked.per_unit, 0)
                    else measured.value >= asked.line / nullif(asked.per_unit, 0)
                end
        end,
        false
    ) as is_met
from asked
inner join rules.rule_subject as subject
    on subject.ruleset = asked.ruleset and subject.scope = 'level' and subject.level = asked.level
left join measured
    on
        measured.ruleset = asked.ruleset
        and measured.subject_id = subject.subject_id
        and measured.rule_measure = asked.rule_measure
