-- one row per count and threshold on whose side a published result shows it to be
select distinct
    cell.owner_id,
    cell.counted_year,
    cell.observation,
    cell.denominator as measure,
    cast(result.minimum_cohort as bigint) as threshold
from disclosure.result_cell as cell
inner join exact.marts.criterion_result as result
    on result.program_id = cell.program_id and result.year = cell.year and result.criterion_id = cell.criterion_id
-- a cohort that was judged alone, or could not be, stands above the minimum, or below
inner join policy.criterion_window as criterion_window
    on criterion_window.criterion_id = cell.criterion_id and criterion_window.window_years = 1
where cell.counted_year = cell.year and result.minimum_cohort > 0
