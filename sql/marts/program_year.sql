-- one row per program and year from its first to the last delivered year
with one_observation as (
    -- a series never mixes observations: the year-end one, unless only the initial one was delivered
    select program_id, max(observation) as observation
    from core.cohort
    group by program_id
),

break as (
    select max(cast(value as integer)) as cohort_year
    from policy.parameter
    where parameter = 'series_break_cohort_year'
)

select
    spine.program_id,
    spine.year,
    program.institution_code,
    program.institution_name,
    program.district_code,
    program.district_name,
    program.level,
    program.catalogue_version,
    program.major_code,
    program.major_name,
    program.major_class_code,
    program.major_class_name,
    program.major_division_code,
    program.major_division_name,
    spine.planned,
    spine.admitted,
    spine.registered,
    spine.enrolled,
    spine.intake,
    spine.intake_stand_ins,
    spine.is_intake_inferred,
    cohort.observation,
    cohort.graduates,
    cohort.placed,
    cohort.contract,
    cohort.self_employed,
    cohort.freelance,
    cohort.in_house,
    cohort.further_study,
    cohort.awaiting_employment,
    cohort.preparing_further_study,
    cohort.other_not_employed,
    cohort.still_studying,
    cohort.employed,
    cohort.matched,
    coalesce(cohort.stand_ins, 0) as stand_ins,
    coalesce(cohort.small_parts, 0) as small_parts,
    coalesce(cohort.placed / nullif(cast(cohort.graduates as double), 0), cohort.delivered_rate) as employment_rate,
    interval.rate_low,
    interval.rate_high,
    cohort.contract / nullif(cast(cohort.graduates as double), 0) as contract_rate,
    cohort.freelance / nullif(cast(cohort.graduates as double), 0) as flexible_rate,
    cohort.further_study / nullif(cast(cohort.graduates as double), 0) as further_study_rate,
    cohort.matched / nullif(cast(cohort.employed as double), 0) as matched_rate,
    case
        when cohort.placed is not null and cohort.graduates is not null then 'delivered'
        when cohort.delivered_rate is not null then 'rate_only'
        when offered.is_before_first_cohort or not offered.is_offered then 'not_offered'
        else 'missing'
    end as employment_status,
    -- the first cohort of the new series, wherever the older one was delivered too
    coalesce(spine.year = break.cohort_year and span.first_cohort_year < break.cohort_year, false) as is_series_break
from core.program_spine as spine
inner join core.program as program on program.program_id = spine.program_id
cross join core.span as span
cross join break
left join one_observation on one_observation.program_id = spine.program_id
left join core.cohort as cohort
    on
        cohort.program_id = spine.program_id
        and cohort.year = spine.year
        and cohort.observation = one_observation.observation
left join core.interval as interval
    on
        interval.program_id = spine.program_id
        and interval.year = spine.year
        and interval.indicator = 'employment_rate'
        and interval.observation = cohort.observation
        and interval.span_years = 1
left join rules.offered as offered
    on offered.program_id = spine.program_id and offered.year = spine.year
