-- one row per program, year and criterion: the result as it will be published, its numbers on their side of every line
select
    result.* exclude (numerator, denominator),
    case when least(result.numerator, result.denominator - result.numerator) > limit_.min_part then result.numerator end
        as numerator,
    result.denominator,
    case
        when result.denominator < limit_.min_cohort then 'low'
        when
            result.window_years > 1
            and least(result.numerator, result.denominator - result.numerator) <= limit_.min_part
            then 'c'
    end as numerator_status,
    case when result.denominator is null then 'z' end as denominator_status
from exact.marts.criterion_result as result
cross join disclosure.limit_ as limit_
