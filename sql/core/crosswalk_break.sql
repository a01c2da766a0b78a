-- one row per crosswalk source, classification and year from which it maps a supplied major otherwise than before
with first_year as (
    select catalogue_version, major_code, min(year) as year
    from core.supply
    group by catalogue_version, major_code
)

select distinct
    weight.crosswalk_source,
    weight.industry_classification,
    weight.from_year as year
from core.crosswalk_weight as weight
inner join first_year using (catalogue_version, major_code)
-- weights that sum to one cannot change without one that was not there before
left join core.crosswalk_weight as before
    on
        before.crosswalk_source = weight.crosswalk_source
        and before.catalogue_version = weight.catalogue_version
        and before.major_code = weight.major_code
        and before.industry_classification = weight.industry_classification
        and before.before_year = weight.from_year
        and before.industry_code = weight.industry_code
        and before.weight = weight.weight
-- weights observed anew every year move with the graduates they count: that is no change of definition
where weight.crosswalk_source <> 'observed' and weight.from_year > first_year.year and before.weight is null
