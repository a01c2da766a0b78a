-- one row per crosswalk: the matching degree of one pairing by it; equal weights where nobody delivered such
with degree as (
    select crosswalk_source, matching_degree
    from marts.structure_match
    where
        level = 'all'
        and year = $year
        and region_code = $region_code
        and industry_classification = $industry_classification
        and granularity = $granularity
        and supply_basis = $supply_basis
        and demand_basis = $demand_basis
),

equalled as (
    select equal_degree
    from marts.structure_sensitivity
    where
        year = $year
        and region_code = $region_code
        and industry_classification = $industry_classification
        and granularity = $granularity
        and supply_basis = $supply_basis
        and demand_basis = $demand_basis
    order by crosswalk_source
    limit 1
)

select crosswalk_source, matching_degree
from degree
union all
select 'equal' as crosswalk_source, equal_degree as matching_degree
from equalled
where not exists (select 1 from degree where crosswalk_source = 'equal')
order by crosswalk_source desc
