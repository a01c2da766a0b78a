-- one row per program, year and criterion: fail, pass, or why there is neither
with compared as (
    select
        judged_value.*,
        criterion_year.line,
        criterion_year.unit,
        criterion_year.line_valid_from,
        criterion_year.clause_id,
        criterion_year.minimum_cohort,
        criterion_year.is_required,
        case
            when fails_when = 'bottom_share' then per_unit * ranking.rank_from_bottom <= line * ranking.ranked_programs
            -- ratios meet their line as whole numbers, never as rounded rates (method.md §2)
            when denominator is not null then
                case fails_when
                    when 'below' then per_unit * numerator < line * denominator
                    when 'at_or_below' then per_unit * numerator <= line * denominator
                    when 'above' then per_unit * numerator > line * denominator
                    when 'at_or_above' then per_unit * numerator >= line * denominator
                end
            -- the quotient is the number that is written so; the product of a written number may fall beside it
            else
                case fails_when
                    when 'below' then value < line / nullif(per_unit, 0)
                    when 'at_or_below' then value <= line / nullif(per_unit, 0)
                    when 'above' then value > line / nullif(per_unit, 0)
                    when 'at_or_above' then value >= line / nullif(per_unit, 0)
                end
        end as is_failing,
        case
            when obstacle is not null then obstacle
            when is_skipped then 'averaged_reading'
            when value is null and own_denominator is null then 'cohort_size_not_delivered'
            when value is null then 'cohort_below_minimum'
        end as reason_code
    from rules.judged_value as judged_value
    inner join rules.criterion_year as criterion_year using (criterion_id, level, year)
    left join rules.ranking as ranking using (program_id, year, criterion_id)
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
from compared
