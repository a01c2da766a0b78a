-- every result recomputes from its numerator, denominator and line; returns the rows that offend
select result.program_id, result.year, result.criterion_id, result.result, result.numerator, result.denominator, result.line
from rules.criterion_result as result
inner join policy.criterion as criterion on criterion.criterion_id = result.criterion_id
where
    criterion.fails_when = 'below'
    and result.denominator is not null
    and result.result in ('fail', 'pass')
    and (result.result = 'fail') <> (10000 * result.numerator < result.line * result.denominator)
