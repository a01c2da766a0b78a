-- one row: the years for which each kind of delivery came
select
    (select min(year) from core.enrolment) as first_enrolment_year,
    (select max(year) from core.enrolment) as last_enrolment_year,
    (select min(year) from core.cohort) as first_cohort_year,
    (select max(year) from core.cohort) as last_cohort_year,
    (select min(year) from core.delivered_indicator) as first_indicator_year,
    (select max(year) from core.delivered_indicator) as last_indicator_year
