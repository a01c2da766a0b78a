-- one row per measure, subject and year of a warehouse: what of it is compared with the release before
select
    'rows' as measure, feed as subject, cast(null as integer) as year,
    cast(sum(loaded) as bigint) as numerator, cast(null as bigint) as denominator
from meta.accounting
group by feed
union all
select
    'rate' as measure, level as subject, year,
    cast(sum(placed) as bigint) as numerator, cast(sum(graduates) as bigint) as denominator
from marts.program_year
where placed is not null and graduates is not null
group by level, year
union all
select 'missing' as measure, 'enrolment.planned' as subject, null as year, count(*) - count(planned), count(*)
from staging.enrolment
where row_status = 'loaded'
union all
select 'missing' as measure, 'enrolment.admitted' as subject, null as year, count(*) - count(admitted), count(*)
from staging.enrolment
where row_status = 'loaded'
union all
select 'missing' as measure, 'enrolment.registered' as subject, null as year, count(*) - count(registered), count(*)
from staging.enrolment
where row_status = 'loaded'
union all
select 'missing' as measure, 'employment.graduates' as subject, null as year, count(*) - count(graduates), count(*)
from staging.employment
where row_status = 'loaded'
union all
select 'missing' as measure, 'employment.placed' as subject, null as year, count(*) - count(placed), count(*)
from staging.employment
where row_status = 'loaded'
union all
select 'missing' as measure, 'employment.matched' as subject, null as year, count(*) - count(matched), count(*)
from staging.employment
where row_status = 'loaded'
union all
select 'missing' as measure, 'vacancy.vacancies' as subject, null as year, count(*) - count(vacancies), count(*)
from staging.vacancy
where row_status = 'loaded'
union all
select 'missing' as measure, 'industry_activity.value' as subject, null as year, count(*) - count(value), count(*)
from staging.industry_activity
where row_status = 'loaded'
union all
select 'missing' as measure, 'indicator.value' as subject, null as year, count(*) - count(coalesce(value, numerator)), count(*)
from staging.indicator
where row_status = 'loaded'
