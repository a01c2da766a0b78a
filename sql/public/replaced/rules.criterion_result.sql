-- one row per program, year and criterion: the result as it was found, with its numbers as they are published
select
    exact.program_id,
    exact.year,
    exact.criterion_id,
    exact.level,
    exact.result,
    exact.reason_code,
    exact.exemption_reason,
    published.numerator,
    published.denominator,
    -- a withheld rate stands at its bound, which lies on the same side of every line that may be set
    coalesce(published.value, published.value_at_least, published.value_at_most) as value,
    exact.line,
    exact.line_unit,
    exact.line_valid_from,
    exact.clause_id,
    exact.minimum_cohort,
    exact.window_years,
    exact.covers_from,
    exact.inherited_from,
    exact.is_required
from exact.rules.criterion_result as exact
inner join marts.criterion_result as published using (program_id, year, criterion_id)
