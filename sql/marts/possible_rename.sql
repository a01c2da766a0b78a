-- one row per pair of programs that may be one program renamed: one ends as the other begins, alike in class and size
with parameter as (
    select
        max(case when parameter = 'rename_size_ratio' then value end) as size_ratio,
        max(case when parameter = 'rename_name_similarity' then value end) as name_similarity
    from policy.parameter
),

cohort_span as (
    select
        program_id,
        min(year) as first_cohort_year,
        max(year) as last_cohort_year
    from core.cohort
    where graduates > 0
    group by program_id
),

sized as (
    select
        cohort_span.program_id,
        cohort_span.first_cohort_year,
        cohort_span.last_cohort_year,
        max(case when cohort.year = cohort_span.first_cohort_year then cohort.graduates end) as first_graduates,
        max(case when cohort.year = cohort_span.last_cohort_year then cohort.graduates end) as last_graduates
    from cohort_span
    inner join core.cohort as cohort on cohort.program_id = cohort_span.program_id
    group by cohort_span.program_id, cohort_span.first_cohort_year, cohort_span.last_cohort_year
)

select
    ended.program_id as ended_program_id,
    begun.program_id as begun_program_id,
    ended.institution_code,
    ended.institution_name,
    ended.level,
    ended.major_name as ended_major_name,
    begun.major_name as begun_major_name,
    ended_size.last_cohort_year,
    begun_size.first_cohort_year,
    ended_size.last_graduates,
    begun_size.first_graduates,
    ended_verdict.card as ended_card
from core.program as ended
inner join core.program as begun
    on
        begun.institution_code = ended.institution_code
        and begun.level = ended.level
        and begun.program_id <> ended.program_id
inner join sized as ended_size on ended_size.program_id = ended.program_id
inner join sized as begun_size
    on
        begun_size.program_id = begun.program_id
        and begun_size.first_cohort_year = ended_size.last_cohort_year + 1
cross join core.span as span
cross join parameter
-- a succession that the lineage states needs no confirming
left join core.program_predecessor as stated
    on stated.program_id = begun.program_id and stated.predecessor_program_id = ended.program_id
left join rules.verdict as ended_verdict
    on ended_verdict.program_id = ended.program_id and ended_verdict.year = ended_size.last_cohort_year
where
    stated.program_id is null
    and ended_size.last_cohort_year < span.last_cohort_year
    and (
        begun.major_class_name = ended.major_class_name
        or jaro_winkler_similarity(begun.major_name, ended.major_name) >= parameter.name_similarity
    )
    and least(ended_size.last_graduates, begun_size.first_graduates)
    >= parameter.size_ratio * greatest(ended_size.last_graduates, begun_size.first_graduates)
