-- one row per program, year and signal: a share of the placed beside its line, or why the two are not compared
with counted as (
    select
        owner_id as program_id, year, observation,
        case measure
            when 'placed' then 'rate_leap'
            when 'contract' then 'contract_leap'
            when 'freelance' then 'flexible_leap'
            when 'in_house' then 'in_house_posts'
        end as signal,
        status
    from disclosure.count
    where kind = 'cohort'
),

stated as (
    select
        signal.*,
        counted.status,
        case when signal.numerator_year_before is null then 'x' else before.status end as status_year_before
    from marts.rate_signal as signal
    left join counted using (program_id, year, observation, signal)
    left join counted as before
        on
            before.program_id = signal.program_id
            and before.year = signal.year - 1
            and before.observation = signal.observation
            and before.signal = signal.signal
)

select
    program_id,
    year,
    signal,
    institution_code,
    institution_name,
    level,
    catalogue_version,
    major_code,
    major_name,
    observation,
    case when status is null then cast(numerator as bigint) end as numerator,
    status as numerator_status,
    case when status is distinct from 'low' then cast(denominator as bigint) end as denominator,
    case when status = 'low' then status end as denominator_status,
    case when status is null then value end as value,
    status as value_status,
    case when status_year_before is null then cast(numerator_year_before as bigint) end as numerator_year_before,
    status_year_before as numerator_year_before_status,
    case when status_year_before is null or status_year_before = 'c' then cast(denominator_year_before as bigint) end
        as denominator_year_before,
    case when status_year_before in ('low', 'x') then status_year_before end as denominator_year_before_status,
    case when status_year_before is null then value_year_before end as value_year_before,
    status_year_before as value_year_before_status,
    case when status is null and status_year_before is null then rise end as rise,
    coalesce(status, status_year_before) as rise_status,
    line,
    line_unit,
    line_valid_from,
    clause_id,
    minimum_cohort,
    signal_status
from stated
