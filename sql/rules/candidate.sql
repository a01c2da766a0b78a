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

dated as (
    select
        spine.program_id,
        spine.year,
        spine.institution_code,
        spine.level,
        criterion.criterion_id,
        criterion.indicator,
        criterion.observation,
        criterion.fails_when,
        criterion.unit,
        criterion.pooled,
        criterion.rank_within,
        criterion.skips_averaged,
        criterion.is_required,
        -- a line holds for the cohorts observed from its first day on
        case criterion.observation when 'initial' then make_date(spine.year, 8, 31) else make_date(spine.year, 12, 31) end
            as observed_on
    from answering as spine
    inner join core.span as span on spine.year <= span.judged_until_year
    inner join policy.criterion_level as criterion_level on criterion_level.level = spine.level
    inner join policy.criterion as criterion on criterion.criterion_id = criterion_level.criterion_id
)

select
    dated.*,
    line.value as line,
    line.valid_from as line_valid_from,
    line.clause_id,
    coalesce(minimum.value, 0) as minimum_cohort
from dated
left join policy.criterion_line as line
    on
        line.criterion_id = dated.criterion_id
        and line.level = dated.level
        and line.valid_from <= dated.observed_on
        and (line.valid_before is null or dated.observed_on < line.valid_before)
left join policy.criterion_minimum as minimum
    on
        minimum.criterion_id = dated.criterion_id
        and minimum.level = dated.level
        and minimum.valid_from <= dated.observed_on
        and (minimum.valid_before is null or dated.observed_on < minimum.valid_before)
