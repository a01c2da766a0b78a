-- one row per crosswalk source, major, span of years, classification and industry: normalised weights, unmapped included
with observed as (
    select distinct catalogue_version, major_code, industry_classification, true as is_observed
    from core.observed_weight
)

select
    stated.crosswalk_source,
    stated.catalogue_version,
    stated.major_code,
    stated.industry_classification,
    stated.from_year,
    stated.before_year,
    stated.industry_code,
    stated.weight
from core.stated_weight as stated
left join observed using (catalogue_version, major_code, industry_classification)
-- weights that somebody observed give way to the counts of the city's own graduates
where not (stated.crosswalk_source = 'observed' and coalesce(observed.is_observed, false))
union all
select
    'observed' as crosswalk_source,
    catalogue_version,
    major_code,
    industry_classification,
    from_year,
    before_year,
    industry_code,
    weight
from core.observed_weight
