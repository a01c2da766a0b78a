-- one row per pair of counts and line on whose side a published result, or a rule of advice, shows that one cohort to be
with newest as (
    -- what rules of advice read as the rate a program is judged by
    select
        result.*,
        row_number() over (partition by result.program_id order by result.year desc, result.criterion_id) as newest_first
    from exact.rules.criterion_result as result
    where result.is_required and result.result in ('fail', 'pass')
)

select distinct
    cell.owner_id,
    cell.counted_year,
    cell.observation,
    cell.numerator,
    cell.denominator,
    result.line,
    criterion.fails_when,
    result.result = 'fail' as is_failing
from disclosure.result_cell as cell
inner join exact.marts.criterion_result as result
    on result.program_id = cell.program_id and result.year = cell.year and result.criterion_id = cell.criterion_id
inner join policy.criterion as criterion on criterion.criterion_id = cell.criterion_id
where
    result.result in ('fail', 'pass')
    and result.window_years = 1
    and result.line_unit = 'bp'
    and criterion.fails_when <> 'bottom_share'
union
select distinct
    cell.owner_id,
    cell.counted_year,
    cell.observation,
    cell.numerator,
    cell.denominator,
    reading.line,
    reading.holds_when as fails_when,
    reading.is_met as is_failing
from newest
inner join disclosure.result_cell as cell
    on
        cell.program_id = newest.program_id
        and cell.year = newest.year
        and cell.criterion_id = newest.criterion_id
inner join exact.rules.rule_reading as reading
    on
        reading.subject_id = newest.program_id
        and reading.ruleset = 'advice'
        and reading.rule_measure = 'judged_rate'
        and reading.unit = 'bp'
where newest.newest_first = 1 and newest.window_years = 1 and newest.denominator is not null
