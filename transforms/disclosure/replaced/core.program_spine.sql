-- one row per program and year: intake and plan to the nearest multiple of the base; who took somebody in is told
with base as (
    select max(value) as base
    from policy.parameter
    where parameter = 'disclosure_rounding_base'
)

select
    spine.program_id,
    spine.year,
    spine.institution_code,
    spine.level,
    cast(case when spine.planned > 0 then greatest(base, base * round(spine.planned / nullif(base, 0))) else spine.planned end as bigint) as planned,
    cast(case when spine.admitted > 0 then greatest(base, base * round(spine.admitted / nullif(base, 0))) else spine.admitted end as bigint) as admitted,
    cast(case when spine.registered > 0 then greatest(base, base * round(spine.registered / nullif(base, 0))) else spine.registered end as bigint) as registered,
    cast(case when spine.enrolled > 0 then greatest(base, base * round(spine.enrolled / nullif(base, 0))) else spine.enrolled end as bigint) as enrolled,
    cast(case when spine.intake > 0 then greatest(base, base * round(spine.intake / nullif(base, 0))) else spine.intake end as bigint) as intake,
    spine.is_intake_inferred
from exact.core.program_spine as spine
cross join base
