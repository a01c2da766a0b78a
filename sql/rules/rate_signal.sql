-- one row per program, year, observation and signal: the share beside its line, or why the two are not compared
with line as (
    select year.year, parameter.parameter, parameter.value, parameter.valid_from, parameter.clause_id
    from core.year as year
    inner join policy.parameter as parameter
        on
            parameter.valid_from <= year.year_end_on
            and (parameter.valid_before is null or year.year_end_on < parameter.valid_before)
),

break as (
    select max(cast(value as integer)) as cohort_year
    from policy.parameter
    where parameter = 'series_break_cohort_year'
),

compared as (
    select
        now.*,
        before.numerator as numerator_year_before,
        before.denominator as denominator_year_before,
        before.program_id is not null as has_year_before,
        now.year = break.cohort_year as is_series_break,
        line.value as line,
        line.valid_from as line_valid_from,
        line.clause_id,
        enough.value as minimum_cohort
    from rules.cohort_part as now
    cross join break
    left join rules.cohort_part as before
        on
            now.is_leap
            and before.program_id = now.program_id
            and before.year = now.year - 1
            and before.observation = now.observation
            and before.placement_part = now.placement_part
    left join line on line.year = now.year and line.parameter = concat(now.signal, '_bp')
    left join line as enough on enough.year = now.year and enough.parameter = 'signal_from_graduates'
)

select
    program_id,
    year,
    observation,
    placement_part,
    signal,
    numerator,
    denominator,
    numerator_year_before,
    denominator_year_before,
    stand_ins,
    small_parts,
    line,
    line_valid_from,
    clause_id,
    minimum_cohort,
    case
        when line is null then 'no_line_in_force'
        when denominator < minimum_cohort or denominator = 0 then 'cohort_too_small'
        when not is_leap then
            case when 10000 * numerator > line * denominator then 'above' else 'not_above' end
        when not has_year_before then 'no_year_before'
        when is_series_break then 'series_break'
        when denominator_year_before < minimum_cohort or denominator_year_before = 0 then 'cohort_too_small'
        when
            10000 * (numerator * denominator_year_before - numerator_year_before * denominator)
            > line * denominator * denominator_year_before
            then 'above'
        else 'not_above'
    end as signal_status
from compared
