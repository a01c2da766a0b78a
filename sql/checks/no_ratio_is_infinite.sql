-- no ratio is infinite or not a number; returns the rows that offend
select 'industry_match' as mart, cast(year as varchar) as place
from marts.industry_match
where
    not isfinite(coalesce(supply_demand_ratio, 0))
    or not isfinite(coalesce(structural_deviation, 0))
    or not isfinite(coalesce(location_quotient, 0))
union all
select 'structure_match' as mart, cast(year as varchar) as place
from marts.structure_match
where
    not isfinite(coalesce(matching_degree, 0))
    or not isfinite(coalesce(cosine_similarity, 0))
    or not isfinite(coalesce(coupling_coordination, 0))
    or not isfinite(coalesce(moore_angle_supply, 0))
union all
select 'major_match' as mart, major_scope_code as place
from marts.major_match
where not isfinite(coalesce(supply_demand_ratio, 0))
union all
select 'program_year' as mart, program_id as place
from marts.program_year
where not isfinite(coalesce(employment_rate, 0)) or not isfinite(coalesce(matched_rate, 0))
