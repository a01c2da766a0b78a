-- one row per candidate: the reading of its own year, and what stands in the way of judging it
with counted as (
    select
        cohort.program_id,
        cohort.year,
        cohort.observation,
        cohort.employed,
        -- the nearest whole that is published (method.md §8)
        case
            when cohort.graduates - cohort.placed between size.least_part and size.min_part then cohort.graduates
            else coalesce(cohort.placed, cohort.graduates)
        end as whole,
        size.least_part,
        size.min_part
    from core.cohort as cohort
    cross join rules.withheld_size as size
    where cohort.graduates is null or (cohort.graduates > cohort.employed and cohort.graduates >= size.min_cohort)
),

-- cohorts of which those employed are withheld, one or two fewer than a whole that is published
withheld as (
    select program_id, year, observation, employed, cast(whole - min_part as bigint) as least
    from counted
    where whole - employed between least_part and min_part
)

select
    candidate.program_id,
    candidate.year,
    candidate.criterion_id,
    candidate.level,
    record.numerator as own_numerator,
    record.denominator as own_denominator,
    record.value as own_value,
    -- the persons a minimum asks for: that more or fewer are reached would tell a withheld count
    coalesce(withheld.least, record.denominator) as own_persons,
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
left join core.record as record
    on
        record.program_id = candidate.program_id
        and record.year = candidate.year
        and record.indicator = criterion_year.indicator
        and record.observation is not distinct from criterion_year.observation
left join withheld
    on
        withheld.program_id = coalesce(record.inherited_from, record.program_id)
        and withheld.year = record.year
        and withheld.observation = record.observation
        and withheld.employed = record.denominator
left join rules.exempted as exempted
    on
        exempted.program_id = candidate.program_id
        and exempted.year = candidate.year
        and exempted.criterion_id = candidate.criterion_id
left join rules.offered as offered
    on offered.program_id = candidate.program_id and offered.year = candidate.year
