select
    result.year, result.criterion_id, result.result, result.reason_code, result.numerator, result.denominator,
    result.value, result.line, result.line_unit, result.line_valid_from, result.minimum_cohort, result.window_years,
    result.covers_from, result.inherited_from, result.exemption_reason, criterion.fails_when,
    criterion.title_zh as criterion_zh, criterion.title_en as criterion_en
from marts.criterion_result as result
inner join policy.criterion as criterion on criterion.criterion_id = result.criterion_id
where result.program_id = $program and result.year <= $year and result.criterion_id = $criterion
order by result.year
