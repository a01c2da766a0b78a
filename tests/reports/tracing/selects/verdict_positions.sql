-- one row per verdict: counts of years that a reason states, and the change that would have made its newest result a pass
select
    verdict.institution_name,
    verdict.major_name,
    result.year,
    verdict.fired_year - verdict.since_year + 1 as years_in_a_row,
    ceil(result.line * result.denominator / 10000) - result.numerator as more_to_pass
from marts.verdict as verdict
inner join marts.criterion_result as result
    on
        result.program_id = verdict.program_id
        and result.year = verdict.year
        and result.criterion_id = verdict.criterion_id
