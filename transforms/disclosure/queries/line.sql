-- one row per pair of counts and line on whose side a published result of that one cohort shows it to be
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
