-- one row per program, year and criterion that applies to its level: what will be judged, and by which line
with answering as (
    select program_id, year, institution_code, level
    from core.program_spine
    union all
    -- the years of a predecessor's record that lie before the program's own
    select distinct
        program.program_id,
        record.year,
        program.institution_code,
        program.level
    from core.record as record
    inner join core.program as program on program.program_id = record.program_id
    where record.inherited_from is not null and record.year < program.first_year
),

-- a line holds for the cohorts observed from its first day on
asked as (
    select
        criterion.*,
        criterion_level.level,
        year.year,
        case criterion.observation when 'initial' then year.initial_on else year.year_end_on end as observed_on
    from policy.criterion as criterion
    inner join policy.criterion_level as criterion_level on criterion_level.criterion_id = criterion.criterion_id
    cross join core.year as year
    inner join core.span as span on year.year <= span.judged_until_year
),

dated as (
    select
        asked.*,
        line.value as line,
        line.valid_from as line_valid_from,
        line.clause_id,
        coalesce(minimum.value, 0) as minimum_cohort
    from asked
    left join policy.criterion_line as line
        on
            line.criterion_id = asked.criterion_id
            and line.level = asked.level
            and line.valid_from <= asked.observed_on
            and (line.valid_before is null or asked.observed_on < line.valid_before)
    left join policy.criterion_minimum as minimum
        on
            minimum.criterion_id = asked.criterion_id
            and minimum.level = asked.level
            and minimum.valid_from <= asked.observed_on
            and (minimum.valid_before is null or asked.observed_on < minimum.valid_before)
)

select
    answering.program_id,
    answering.year,
    answering.institution_code,
    answering.level,
    dated.criterion_id,
    dated.indicator,
    dated.observation,
    dated.observed_on,
    dated.fails_when,
    dated.unit,
    dated.pooled,
    dated.rank_within,
    dated.skips_averaged,
    dated.is_required,
    dated.line,
    dated.line_valid_from,
    dated.clause_id,
    dated.minimum_cohort
from answering
inner join dated on dated.level = answering.level and dated.year = answering.year
