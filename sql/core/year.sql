-- one row per calendar year from the first to the last delivered: the spine that years are counted on
with year as (
    select cast(unnest(range(span.first_year, span.last_year + 1)) as integer) as year
    from (
        select
            least(first_enrolment_year, first_cohort_year, first_indicator_year) as first_year,
            greatest(last_enrolment_year, last_cohort_year, last_indicator_year) as last_year
        from core.span
    ) as span
)

select
    year,
    -- the two days on which a cohort is observed (method.md §1); what has no day of its own is taken at year end
    make_date(year, 8, 31) as initial_on,
    make_date(year, 12, 31) as year_end_on
from year
