-- one row per cohort year, level, major, classification and employer's industry: the counts as published sums count them
with counted as (
    select
        owner_id,
        year,
        level,
        observation as industry_classification,
        part_of as industry_code,
        max(case when measure = 'graduates' then in_sums end) as employed,
        max(case when measure = 'placed' then in_sums end) as matched,
        max(case when status = 'low' then 1 else 0 end) as stand_ins,
        max(case when status = 'c' then 1 else 0 end) as small_parts
    from disclosure.count
    where kind = 'employer'
    group by owner_id, year, level, observation, part_of
)

select
    employer.year,
    employer.level,
    employer.catalogue_version,
    employer.major_code,
    employer.industry_classification,
    employer.industry_code,
    counted.employed,
    counted.matched,
    counted.stand_ins,
    counted.small_parts
from exact.core.employer_industry as employer
inner join counted
    on
        counted.owner_id = concat_ws('.', employer.catalogue_version, employer.major_code)
        and counted.year = employer.year
        and counted.level = employer.level
        and counted.industry_classification = employer.industry_classification
        and counted.industry_code = employer.industry_code
