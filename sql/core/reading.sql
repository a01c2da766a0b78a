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
