-- one row per cell: a cohort of a program, its intake, a delivered ratio, or the employed graduates of a major in an industry
-- Where a cell has no graduates, its whole stands under `graduates` and the part of that under `placed`. size: its persons;
-- delivered: all its counts as one text, the same as long as none of them changed.
with offered as (
    select level, catalogue_version, major_code, count(distinct institution_code) as schools, min(institution_code) as school
    from exact.core.program
    group by level, catalogue_version, major_code
),

cell as (
    select
        'cohort' as kind, cohort.program_id as owner_id, cohort.year, cohort.observation, '' as part_of, program.level,
        program.institution_code as school,
        -- without the graduates, those placed are the cohort that is known, and so on
        coalesce(cohort.graduates, cohort.placed, cohort.employed, greatest(cohort.matched, cohort.contract, cohort.freelance)) as size,
        cohort.graduates, cohort.placed, cohort.employed, cohort.matched, cohort.contract, cohort.freelance, cohort.in_house
    from exact.core.cohort as cohort
    inner join exact.core.program as program on program.program_id = cohort.program_id
    union all by name
    select
        'intake' as kind, enrolment.program_id as owner_id, enrolment.year, '' as observation, '' as part_of, program.level,
        program.institution_code as school, coalesce(enrolment.registered, enrolment.admitted) as size,
        coalesce(enrolment.registered, enrolment.admitted) as graduates
    from exact.core.enrolment as enrolment
    inner join exact.core.program as program on program.program_id = enrolment.program_id
    where coalesce(enrolment.registered, enrolment.admitted) is not null
    union all by name
    select
        'indicator' as kind, indicator.program_id as owner_id, indicator.year, indicator.indicator as observation, '' as part_of,
        program.level, program.institution_code as school, cast(indicator.denominator as bigint) as size,
        cast(indicator.denominator as bigint) as graduates, cast(indicator.numerator as bigint) as placed
    from exact.core.delivered_indicator as indicator
    inner join exact.core.program as program on program.program_id = indicator.program_id
    where indicator.numerator = floor(indicator.numerator) and indicator.denominator = floor(indicator.denominator)
    union all by name
    select
        'employer' as kind, concat_ws('.', employer.catalogue_version, employer.major_code) as owner_id, employer.year,
        employer.industry_classification as observation, employer.industry_code as part_of, employer.level,
        -- where one school alone has the major, its graduates are that school's
        case when offered.schools = 1 then offered.school else concat_ws('.', employer.catalogue_version, employer.major_code) end
            as school,
        employer.employed as size, employer.employed as graduates, employer.matched as placed
    from exact.core.employer_industry as employer
    left join offered using (level, catalogue_version, major_code)
)

select
    cell.*,
    concat_ws(
        '|',
        coalesce(cell.graduates, -1), coalesce(cell.placed, -1), coalesce(cell.employed, -1), coalesce(cell.matched, -1),
        coalesce(cell.contract, -1), coalesce(cell.freelance, -1), coalesce(cell.in_house, -1)
    ) as delivered
from cell
