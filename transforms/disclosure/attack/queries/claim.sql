-- one row per statement a published result makes of the exact counts of one cohort or of several together
with judged as (
    select
        result.*,
        criterion.observation,
        criterion.fails_when,
        criterion.pooled,
        case criterion.indicator when 'employment_rate' then 1 else 3 end as numerator_measure,
        greatest(coalesce(result.minimum_cohort, 0), 1) as least_cohort
    from marts.criterion_result as result
    inner join policy.criterion as criterion
        on
            criterion.criterion_id = result.criterion_id
            and criterion.indicator in ('employment_rate', 'matched_rate')
            and not criterion.skips_averaged
),

ratio as (
    select *
    from judged
    where result in ('fail', 'pass') and denominator_status is distinct from 'z'
),

-- a cohort that was judged stands on a side of the line, and is large enough
result_claim as (
    select
        'result' as claim_kind, program_id, criterion_id, year, observation, numerator_measure,
        covers_from as first_year, least_cohort as at_least, null as below,
        case when line_unit = 'bp' and fails_when <> 'bottom_share' then line end as line,
        (fails_when in ('below', 'at_or_below')) = (result = 'fail') as is_under,
        (fails_when in ('at_or_below', 'at_or_above')) <> (result = 'fail') as is_strict,
        numerator_status as status, null as evidence, window_years > 1 as is_pooled,
        cast(numerator as double) as told_numerator, cast(denominator as double) as told_denominator
    from ratio
),

-- and every shorter window was too small, else it had been judged by that
short_claim as (
    select
        'short' as claim_kind, program_id, criterion_id, year, observation, numerator_measure,
        year - shorter.window_years + 1 as first_year, null as at_least, least_cohort as below,
        null as line, false as is_under, false as is_strict,
        'x' as status, null as evidence, shorter.window_years > 1 as is_pooled,
        null as told_numerator, null as told_denominator
    from (
        select * from ratio
        union all
        select *
        from judged
        where result = 'no_result' and reason_code = 'cohort_below_minimum'
    ) as small
    inner join policy.criterion_window as shorter using (criterion_id)
    where
        shorter.window_years < small.window_years
        -- where an earlier result stands in the window, that there is none says nothing of the window's size
        or (
            small.result = 'no_result'
            and not exists (
                from judged as earlier
                where
                    small.pooled = 'once'
                    and (earlier.result in ('fail', 'pass') or earlier.reason_code = 'no_line_in_force')
                    and earlier.program_id = small.program_id
                    and earlier.criterion_id = small.criterion_id
                    and earlier.year > small.year - shorter.window_years
                    and earlier.year < small.year
            )
        )
),

-- the evidence beside a verdict pools several years, and says how its interval lies to the line
evidence_claim as (
    select distinct
        'evidence' as claim_kind, verdict.program_id, verdict.criterion_id,
        coalesce(verdict.fired_year, verdict.year) as year, criterion.observation,
        case criterion.indicator when 'employment_rate' then 1 else 3 end as numerator_measure,
        coalesce(verdict.fired_year, verdict.year) - evidence.years + 1 as first_year,
        case when verdict.evidence in ('strong', 'weak') then evidence.minimum else 1 end as at_least,
        case when verdict.evidence = 'insufficient' then evidence.minimum end as below,
        case when verdict.evidence in ('strong', 'weak') then verdict.line end as line,
        criterion.fails_when in ('below', 'at_or_below') as is_under,
        true as is_strict,
        verdict.pooled_status as status, verdict.evidence, true as is_pooled,
        cast(verdict.pooled_numerator as double) as told_numerator,
        cast(verdict.pooled_denominator as double) as told_denominator
    from marts.verdict as verdict
    inner join policy.criterion as criterion
        on
            criterion.criterion_id = verdict.criterion_id
            and criterion.indicator in ('employment_rate', 'matched_rate')
            and criterion.unit = 'bp'
    cross join (
        select
            max(case when parameter = 'evidence_years' then cast(value as integer) end) as years,
            max(case when parameter = 'evidence_minimum_cohort' then value end) as minimum
        from policy.parameter
    ) as evidence
    where verdict.pooled_status is distinct from 'z'
),

-- a rate that rules of advice read is told on its own side of their lines too
newest as (
    select
        result.program_id, result.year, result.criterion_id,
        row_number() over (partition by result.program_id order by result.year desc, result.criterion_id) as newest_first
    from marts.criterion_result as result
    inner join policy.criterion as criterion
        on criterion.criterion_id = result.criterion_id and criterion.is_required
    where result.result in ('fail', 'pass')
),

advice_claim as (
    select
        'advice' as claim_kind, ratio.program_id, ratio.criterion_id, ratio.year, ratio.observation,
        ratio.numerator_measure, ratio.year as first_year, null as at_least, null as below, line.value as line,
        case
            when condition.holds_when in ('below', 'at_or_above')
                then 10000 * ratio.numerator < line.value * ratio.denominator
            else 10000 * ratio.numerator <= line.value * ratio.denominator
        end as is_under,
        case
            when condition.holds_when in ('below', 'at_or_above')
                then 10000 * ratio.numerator < line.value * ratio.denominator
            else 10000 * ratio.numerator > line.value * ratio.denominator
        end as is_strict,
        'x' as status, null as evidence, false as is_pooled,
        null as told_numerator, null as told_denominator
    from newest
    inner join ratio
        on
            ratio.program_id = newest.program_id
            and ratio.criterion_id = newest.criterion_id
            and ratio.year = newest.year
    inner join marts.enrolment_advice as advice on advice.program_id = newest.program_id
    cross join meta.run as run
    inner join policy.rule_condition as condition
        on condition.ruleset = 'advice' and condition.rule_measure = 'judged_rate' and condition.unit = 'bp'
    inner join policy.rule_line as line
        on
            line.ruleset = condition.ruleset
            and line.rule_id = condition.rule_id
            and line.rule_measure = condition.rule_measure
            and line.level = advice.level
            and line.valid_from <= run.as_of
            and (line.valid_before is null or run.as_of < line.valid_before)
    where newest.newest_first = 1 and ratio.window_years = 1 and ratio.numerator is not null
),

claim as (
    select * from advice_claim
    union all
    select * from result_claim
    union all
    select * from short_claim
    union all
    select * from evidence_claim
)

select row_number() over (order by claim_kind, program_id, criterion_id, year, first_year) - 1 as claim, claim.*
from claim
order by claim
