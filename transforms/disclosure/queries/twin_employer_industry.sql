-- one row per cohort year, level, major, classification and industry as they stand in a twin: withheld counts are the drawn ones
select
    employer.* replace (
        coalesce(drawn.graduates, employer.employed) as employed,
        coalesce(drawn.placed, employer.matched) as matched
    )
from truth.core.employer_industry as employer
left join drawn_count as drawn
    on
        drawn.kind = 'employer'
        and drawn.owner_id = concat_ws('.', employer.catalogue_version, employer.major_code)
        and drawn.year = employer.year
        and drawn.observation = employer.industry_classification
        and drawn.part_of = employer.industry_code
        and drawn.level = employer.level
