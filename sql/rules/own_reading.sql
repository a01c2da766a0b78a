-- one row per candidate: the reading of its own year, and what stands in the way of judging it
with record as (
    select
        record.*,
        -- the nearest whole that is published, where those counted are a part of the cohort (method.md §8)
        case
            when record.denominator >= cohort.graduates or cohort.graduates < size.min_cohort then null
            when cohort.graduates - cohort.placed between size.least_part and size.min_part then cohort.graduates
            else coalesce(cohort.placed, cohort.graduates)
        end as whole,
        size.least_part,
        size.min_part
    from core.record as record
    cross join rules.withheld_size as size
    left join core.cohort as cohort
        on
            cohort.program_id = coalesce(record.inherited_from, record.program_id)
            and cohort.year = record.year
            and cohort.observation = record.observation
)

select
    candidate.program_id,
    candidate.year,
    candidate.criterion_id,
    candidate.level,
    record.numerator as own_numerator,
    record.denominator as own_denominator,
    record.value as own_value,
    -- the persons a minimum asks for: beside a whole that is published, that more or fewer are reached would tell a withheld count
    case
        when record.whole - record.denominator between record.least_part and record.min_part then cast(record.whole - record.min_part as bigint)
        else record.denominator
    end as own_persons,
    record.inherited_from,
    exempted.exemption_reason,
    case
        when exempted.exemption_reason is not null then 'exempt'
        when criterion_year.line is null then 'no_line_in_force'
        when record.program_id is not null then null
        when criterion_year.observation is not null and offered.is_before_first_cohort then 'no_cohort_yet'
        when criterion_year.observation is not null and not offered.is_offered then 'not_offered'
        else 'missing'
    end as obstacle,
    coalesce(criterion_year.skips_averaged and record.is_averaged, false) as is_skipped
from rules.candidate as candidate
inner join rules.criterion_year as criterion_year using (criterion_id, level, year)
left join record
    on
        record.program_id = candidate.program_id
        and record.year = candidate.year
        and record.indicator = criterion_year.indicator
        and record.observation is not distinct from criterion_year.observation
left join rules.exempted as exempted
    on
        exempted.program_id = candidate.program_id
        and exempted.year = candidate.year
        and exempted.criterion_id = candidate.criterion_id
left join rules.offered as offered
    on offered.program_id = candidate.program_id and offered.year = candidate.year
