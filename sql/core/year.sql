-- one row per calendar year from the first to the last delivered: the spine that years are counted on
select cast(unnest(range(span.first_year, span.last_year + 1)) as integer) as year
from (
    select
        least(first_enrolment_year, first_cohort_year, first_indicator_year) as first_year,
        greatest(last_enrolment_year, last_cohort_year, last_indicator_year) as last_year
    from core.span
) as span
