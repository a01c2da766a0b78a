-- one row per program, cohort year and observation
with delivered as (
    select *
    from staging.employment
    where row_status = 'loaded'
    union all by name
    select graduate_cohort.*, cast(null as double) as employment_rate
    from staging.graduate_cohort as graduate_cohort
    -- where an office delivered the counts too, the counts speak; a graduate is never counted twice
    left join staging.employment as counted
        on
            counted.institution_code = graduate_cohort.institution_code
            and counted.catalogue_version = graduate_cohort.catalogue_version
            and counted.major_code = graduate_cohort.major_code
            and counted.level = graduate_cohort.level
            and counted.cohort_year = graduate_cohort.cohort_year
            and counted.observation = graduate_cohort.observation
            and counted.row_status = 'loaded'
    where counted.institution_code is null
),

keyed as (
    select
        program_key.program_id,
        delivered.*
    from delivered
    inner join core.program_key as program_key using (institution_code, catalogue_version, major_code, level)
    where delivered.cohort_year >= program_key.from_year and delivered.cohort_year < program_key.before_year
)

select
    program_id,
    cohort_year as year,
    observation,
    -- a part counts only where every row of the cohort gives it
    case when count(graduates) = count(*) then cast(sum(graduates) as bigint) end as graduates,
    case when count(placed) = count(*) then cast(sum(placed) as bigint) end as placed,
    case when count(contract) = count(*) then cast(sum(contract) as bigint) end as contract,
    case when count(self_employed) = count(*) then cast(sum(self_employed) as bigint) end as self_employed,
    case when count(freelance) = count(*) then cast(sum(freelance) as bigint) end as freelance,
    case when count(in_house) = count(*) then cast(sum(in_house) as bigint) end as in_house,
    case when count(further_study) = count(*) then cast(sum(further_study) as bigint) end as further_study,
    case when count(awaiting_employment) = count(*) then cast(sum(awaiting_employment) as bigint) end as awaiting_employment,
    case when count(preparing_further_study) = count(*) then cast(sum(preparing_further_study) as bigint) end as preparing_further_study,
    case when count(other_not_employed) = count(*) then cast(sum(other_not_employed) as bigint) end as other_not_employed,
    case when count(still_studying) = count(*) then cast(sum(still_studying) as bigint) end as still_studying,
    case when count(employed) = count(*) then cast(sum(employed) as bigint) end as employed,
    case when count(matched) = count(*) then cast(sum(matched) as bigint) end as matched,
    case when count(*) = 1 then max(employment_rate) end as delivered_rate,
    count(*) as delivered_rows,
    -- in what is published, cohorts whose counts are withheld stand at others, and so do small parts
    0 as stand_ins,
    0 as small_parts,
    0 as small_ways
from keyed
group by program_id, cohort_year, observation
