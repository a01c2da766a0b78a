-- one row: the years for which each kind of delivery came
select
    (select min(year) from core.enrolment) as first_enrolment_year,
    (select max(year) from core.enrolment) as last_enrolment_year,
    (select min(year) from core.cohort) as first_cohort_year,
    (select max(year) from core.cohort) as last_cohort_year,
    (select min(year) from core.delivered_indicator) as first_indicator_year,
    (select max(year) from core.delivered_indicator) as last_indicator_year,
    -- the last year that can be judged: the newest results, else the newest intake
    coalesce(
        greatest(
            (select max(year) from core.cohort),
            (select max(year) from core.delivered_indicator)
        ),
        (select max(year) from core.cohort),
        (select max(year) from core.delivered_indicator),
        (select max(year) from core.enrolment)
    ) as judged_until_year
