-- one row per program, year, indicator and observation that was delivered, with its numerator and denominator
select
    program_id, year, 'employment_rate' as indicator, observation,
    placed as numerator, graduates as denominator, delivered_rate as value, false as is_averaged
from core.cohort
where graduates is not null or delivered_rate is not null
union all
select
    program_id, year, 'matched_rate' as indicator, observation,
    matched as numerator, employed as denominator, cast(null as double) as value, false as is_averaged
from core.cohort
where matched is not null and employed is not null
union all
select
    program_id, year, 'contract_rate' as indicator, observation,
    contract as numerator, graduates as denominator, cast(null as double) as value, false as is_averaged
from core.cohort
where contract is not null and graduates is not null
union all
select
    program_id, year, 'intake' as indicator, cast(null as varchar) as observation,
    cast(null as bigint) as numerator, cast(null as bigint) as denominator, cast(intake as double) as value,
    false as is_averaged
from core.program_spine
where intake is not null
union all
select
    program_id, year, indicator, cast(null as varchar) as observation,
    -- only whole counts are compared as integers; another ratio is carried as its value
    case when numerator = floor(numerator) then cast(numerator as bigint) end as numerator,
    case when denominator = floor(denominator) then cast(denominator as bigint) end as denominator,
    coalesce(value, numerator / nullif(denominator, 0)) as value,
    is_averaged
from core.delivered_indicator
union all
-- 布点数: programs of the same major and level in the region that took somebody in
select
    spine.program_id, spine.year, 'sites' as indicator, cast(null as varchar) as observation,
    cast(null as bigint) as numerator, cast(null as bigint) as denominator,
    cast(sum(case when spine.intake > 0 then 1 else 0 end) over same_major as double) as value,
    false as is_averaged
from core.program_spine as spine
inner join core.program as program on program.program_id = spine.program_id
where spine.intake is not null
window same_major as (
    partition by program.catalogue_version, program.major_code, program.level, spine.year
)
union all
-- share of the level's institutions that offer the major
select
    offering.program_id, offering.year, 'site_share' as indicator, cast(null as varchar) as observation,
    offering.sites as numerator, schools.schools as denominator, cast(null as double) as value, false as is_averaged
from (
    select
        spine.program_id, spine.year, spine.level,
        cast(sum(case when spine.intake > 0 then 1 else 0 end) over (
            partition by program.catalogue_version, program.major_code, program.level, spine.year
        ) as bigint) as sites
    from core.program_spine as spine
    inner join core.program as program on program.program_id = spine.program_id
    where spine.intake is not null
) as offering
inner join (
    select year, level, count(distinct institution_code) as schools
    from core.program_spine
    where intake > 0
    group by year, level
) as schools
    on schools.year = offering.year and schools.level = offering.level
