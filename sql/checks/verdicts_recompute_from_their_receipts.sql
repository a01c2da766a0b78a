-- every verdict recomputes from the numbers of its receipt; returns the rows that offend
with receipt as (
    select
        verdict.program_id,
        verdict.year,
        verdict.card,
        verdict.reason_code,
        verdict.years_counted,
        verdict.numerator,
        verdict.denominator,
        verdict.line,
        result.numerator as own_numerator,
        result.denominator as own_denominator,
        result.line as own_line,
        trigger.card as trigger_card,
        trigger.m,
        trigger.m = trigger.n and trigger.over <> 'criteria_of_one_year' as is_run,
        coalesce(card.severity, 0) > 0 as is_carded,
        -- where counts were delivered the result is worked out from them again, not taken over
        case
            when criterion.fails_when <> 'below' or criterion.unit <> 'bp' or result.denominator is null then result.result
            when result.result not in ('fail', 'pass') then result.result
            when 10000 * result.numerator < result.line * result.denominator then 'fail'
            else 'pass'
        end as recomputed
    from marts.verdict as verdict
    left join policy.card as card on card.card = verdict.card
    left join policy.trigger as trigger on trigger.trigger_id = verdict.trigger_id
    left join policy.criterion as criterion on criterion.criterion_id = verdict.criterion_id
    left join marts.criterion_result as result
        on
            result.program_id = verdict.program_id
            and result.criterion_id = verdict.criterion_id
            and result.year = coalesce(verdict.fired_year, verdict.year)
)

select program_id, year, card, reason_code, years_counted, m, recomputed, numerator, denominator, line
from receipt
where
    (is_carded and (trigger_card is distinct from card or coalesce(years_counted, 0) < m))
    or (is_carded and is_run and recomputed is distinct from 'fail')
    or (reason_code = 'passed' and recomputed is distinct from 'pass')
    or (reason_code = 'below_line_not_yet_counted' and recomputed is distinct from 'fail')
    or (card = 'not_judged' and recomputed in ('fail', 'pass'))
    or numerator is distinct from own_numerator
    or denominator is distinct from own_denominator
    or line is distinct from own_line
