-- one row per program, year and criterion: fail, pass, or why there is neither
with compared as (
    select
        candidate.*,
        judged_value.numerator,
        judged_value.denominator,
        judged_value.window_years,
        coalesce(judged_value.covers_from, candidate.year) as covers_from,
        judged_value.value,
        exempted.exemption_reason,
        record.program_id is not null as is_delivered,
        record.is_averaged,
        record.denominator as own_denominator,
        record.inherited_from,
        offered.is_offered,
        offered.is_before_first_cohort,
        case
            when candidate.fails_when = 'bottom_share'
                then judged_value.rank_from_bottom * 10000 <= candidate.line * judged_value.ranked_programs
            -- ratios meet their line as whole numbers, never as rounded rates (method.md §2)
            when judged_value.denominator is not null and candidate.fails_when = 'below'
                then 10000 * judged_value.numerator < candidate.line * judged_value.denominator
            when judged_value.denominator is not null and candidate.fails_when = 'at_or_below'
                then 10000 * judged_value.numerator <= candidate.line * judged_value.denominator
            when judged_value.denominator is not null and candidate.fails_when = 'above'
                then 10000 * judged_value.numerator > candidate.line * judged_value.denominator
            when judged_value.denominator is not null and candidate.fails_when = 'at_or_above'
                then 10000 * judged_value.numerator >= candidate.line * judged_value.denominator
            when candidate.fails_when = 'below' then judged_value.value * unit.per_unit < candidate.line
            when candidate.fails_when = 'at_or_below' then judged_value.value * unit.per_unit <= candidate.line
            when candidate.fails_when = 'above' then judged_value.value * unit.per_unit > candidate.line
            when candidate.fails_when = 'at_or_above' then judged_value.value * unit.per_unit >= candidate.line
        end as is_failing
    from rules.candidate as candidate
    left join rules.judged_value as judged_value
        on
            judged_value.program_id = candidate.program_id
            and judged_value.year = candidate.year
            and judged_value.criterion_id = candidate.criterion_id
    left join core.record as record
        on
            record.program_id = candidate.program_id
            and record.year = candidate.year
            and record.indicator = candidate.indicator
            and record.observation is not distinct from candidate.observation
    left join rules.exempted as exempted
        on
            exempted.program_id = candidate.program_id
            and exempted.year = candidate.year
            and exempted.criterion_id = candidate.criterion_id
    left join rules.offered as offered
        on offered.program_id = candidate.program_id and offered.year = candidate.year
    left join rules.unit as unit on unit.unit = candidate.unit
),

reasoned as (
    select
        compared.*,
        case
            when exemption_reason is not null then 'exempt'
            when line is null then 'no_line_in_force'
            when not is_delivered and observation is not null and is_before_first_cohort then 'no_cohort_yet'
            when not is_delivered and observation is not null and not is_offered then 'not_offered'
            when not is_delivered then 'missing'
            when skips_averaged and is_averaged then 'averaged_reading'
            when value is null and own_denominator is null then 'cohort_size_not_delivered'
            when value is null then 'cohort_below_minimum'
        end as reason_code
    from compared
)

select
    program_id,
    year,
    criterion_id,
    level,
    case
        when reason_code in ('exempt', 'missing', 'not_offered') then reason_code
        when reason_code = 'no_cohort_yet' then 'not_offered'
        when reason_code is not null then 'no_result'
        when is_failing then 'fail'
        else 'pass'
    end as result,
    reason_code,
    exemption_reason,
    numerator,
    denominator,
    value,
    line,
    unit as line_unit,
    line_valid_from,
    clause_id,
    minimum_cohort,
    window_years,
    covers_from,
    inherited_from,
    is_required
from reasoned
