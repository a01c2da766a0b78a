-- one row per program, year and criterion: what a verdict rests on
select
    program_id,
    year,
    criterion_id,
    level,
    result,
    reason_code,
    exemption_reason,
    numerator,
    denominator,
    value,
    line,
    line_unit,
    line_valid_from,
    clause_id,
    minimum_cohort,
    window_years,
    covers_from,
    inherited_from
from rules.criterion_result
