-- one row per advice or list entry and condition of its rule: the measure that met the line, with its parts
select
    applied.ruleset,
    applied.subject_id,
    applied.rule_id,
    reading.rule_measure,
    reading.numerator,
    reading.denominator,
    reading.value,
    reading.holds_when,
    reading.line,
    reading.unit as line_unit,
    reading.line_valid_from,
    reading.clause_id
from rules.rule_applied as applied
inner join rules.rule_reading as reading using (ruleset, rule_id, subject_id)
