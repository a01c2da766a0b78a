-- one row per program, year and criterion: the number that meets the line, and its rank where the line is a rank
with valued as (
    select
        candidate.program_id,
        candidate.year,
        candidate.criterion_id,
        candidate.institution_code,
        candidate.level,
        candidate.rank_within,
        pooled_cohort.numerator,
        pooled_cohort.denominator,
        pooled_cohort.window_years,
        pooled_cohort.covers_from,
        case
            when pooled_cohort.denominator is not null
                then pooled_cohort.numerator / nullif(cast(pooled_cohort.denominator as double), 0)
            -- a reading that is no ratio of counts, with its cohort size beside it
            when record.numerator is null and record.denominator >= candidate.minimum_cohort then record.value
            -- without a cohort size a reading is judged only where the policy asks for no minimum cohort
            when record.denominator is null and candidate.minimum_cohort = 0 then record.value
        end as value
    from rules.candidate as candidate
    left join rules.pooled_cohort as pooled_cohort
        on
            pooled_cohort.program_id = candidate.program_id
            and pooled_cohort.year = candidate.year
            and pooled_cohort.criterion_id = candidate.criterion_id
    left join core.record as record
        on
            record.program_id = candidate.program_id
            and record.year = candidate.year
            and record.indicator = candidate.indicator
            and record.observation is not distinct from candidate.observation
            and not (candidate.skips_averaged and record.is_averaged)
)

select
    program_id,
    year,
    criterion_id,
    numerator,
    denominator,
    window_years,
    covers_from,
    value,
    rank() over (
        partition by criterion_id, year, level, case when rank_within = 'institution' then institution_code end
        order by value
    ) as rank_from_bottom,
    count(*) over (
        partition by criterion_id, year, level, case when rank_within = 'institution' then institution_code end
    ) as ranked_programs
from valued
where value is not null
