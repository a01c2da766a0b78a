-- one row per program: its latest verdict beside its newest employment rate and intake plan
with measured as (
    select
        program_id,
        max(year) as year,
        arg_max_null(employment_rate, year) as employment_rate,
        arg_max_null(employment_rate_status, year) as employment_rate_status
    from marts.program_year
    where employment_rate_status is null or employment_rate_status not in ('x', 'z')
    group by program_id
)

select
    verdict.program_id,
    verdict.institution_code,
    verdict.institution_name,
    verdict.district_code,
    verdict.district_name,
    verdict.level,
    verdict.catalogue_version,
    verdict.major_code,
    verdict.major_name,
    verdict.major_class_code,
    verdict.major_class_name,
    verdict.major_division_name,
    verdict.year,
    verdict.card,
    verdict.decided_card,
    verdict.reason_code,
    verdict.seats_affected as planned,
    measured.year as rate_year,
    measured.employment_rate,
    measured.employment_rate_status
from marts.verdict as verdict
left join measured on measured.program_id = verdict.program_id
where verdict.is_latest_year
order by verdict.institution_code, verdict.level, verdict.major_code, verdict.program_id
