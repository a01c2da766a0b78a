-- one row per program and year from its first to the last delivered year
with counted as (
    select
        owner_id as program_id,
        year,
        observation,
        max(case when measure = 'graduates' then status end) as graduates_status,
        max(case when measure = 'placed' then status end) as placed_status,
        max(case when measure = 'placed' then rate_at_least end) as placed_at_least,
        max(case when measure = 'placed' then rate_at_most end) as placed_at_most,
        max(case when measure = 'employed' then status end) as employed_status,
        max(case when measure = 'matched' then status end) as matched_status,
        max(case when measure = 'matched' then rate_at_least end) as matched_at_least,
        max(case when measure = 'matched' then rate_at_most end) as matched_at_most
    from disclosure.count
    where kind = 'cohort'
    group by owner_id, year, observation
),

intake as (
    select owner_id as program_id, year, status
    from disclosure.count
    where kind = 'intake'
),

marked as (
    -- why there is no number at all, else what a published number must be read with
    select
        program_year.*,
        case
            when program_year.employment_status = 'not_offered' then 'z'
            when program_year.employment_status = 'missing' then 'x'
        end as absent,
        case
            when program_year.observation = 'initial' then 'p'
        end as mark
    from marts.program_year as program_year
)

select
    marked.program_id,
    marked.year,
    marked.institution_code,
    marked.institution_name,
    marked.district_code,
    marked.district_name,
    marked.level,
    marked.catalogue_version,
    marked.major_code,
    marked.major_name,
    marked.major_class_code,
    marked.major_class_name,
    marked.major_division_code,
    marked.major_division_name,
    marked.planned,
    case when intake.status is null then cast(marked.intake as bigint) end as intake,
    case when marked.intake is null then 'x' else intake.status end as intake_status,
    marked.is_intake_inferred,
    marked.observation,
    case when counted.graduates_status is null then cast(marked.graduates as bigint) end as graduates,
    case when marked.graduates is null then coalesce(marked.absent, 'x') else counted.graduates_status end as graduates_status,
    case when counted.placed_status is null then cast(marked.placed as bigint) end as placed,
    case when marked.placed is null then coalesce(marked.absent, 'x') else counted.placed_status end as placed_status,
    case when coalesce(counted.placed_status, delivered_rate.status) is null then marked.employment_rate end as employment_rate,
    case when counted.placed_status is null then marked.rate_low end as rate_low,
    case when counted.placed_status is null then marked.rate_high end as rate_high,
    case
        when coalesce(counted.placed_status, delivered_rate.status) is not null
            then coalesce(counted.placed_status, delivered_rate.status)
        when marked.employment_rate is null then coalesce(marked.absent, 'x')
        when marked.mark is null and marked.is_series_break then 'b'
        else marked.mark
    end as employment_rate_status,
    counted.placed_at_least as employment_rate_at_least,
    counted.placed_at_most as employment_rate_at_most,
    case when counted.employed_status is null then cast(marked.employed as bigint) end as employed,
    case when marked.employed is null then coalesce(marked.absent, 'x') else counted.employed_status end as employed_status,
    case when counted.matched_status is null then cast(marked.matched as bigint) end as matched,
    case when marked.matched is null then coalesce(marked.absent, 'x') else counted.matched_status end as matched_status,
    case when counted.matched_status is null and counted.employed_status is null then marked.matched_rate end as matched_rate,
    case
        when coalesce(counted.matched_status, counted.employed_status) is not null
            then coalesce(counted.matched_status, counted.employed_status)
        when marked.matched_rate is null then coalesce(marked.absent, 'x')
        else marked.mark
    end as matched_rate_status,
    case when counted.employed_status is null and marked.employed is not null then counted.matched_at_least end as matched_rate_at_least,
    case when counted.employed_status is null and marked.employed is not null then counted.matched_at_most end as matched_rate_at_most,
    marked.employment_status,
    marked.is_series_break
from marked
left join counted using (program_id, year, observation)
left join intake using (program_id, year)
left join disclosure.delivered_rate as delivered_rate using (program_id, year, observation)
