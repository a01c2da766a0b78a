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
union all
select 'demand_forecast' as mart, industry_code as place
from marts.demand_forecast
where not isfinite(coalesce(forecast_demand, 0)) or not isfinite(coalesce(high_95, 0)) or not isfinite(coalesce(annual_openings, 0))
union all
select 'forecast_card' as mart, card_method as place
from marts.forecast_card
where not isfinite(coalesce(wape, 0)) or not isfinite(coalesce(mase, 0))
union all
select 'similar_program' as mart, program_id as place
from marts.similar_program
where
    not isfinite(coalesce(site_share, 0))
    or not isfinite(coalesce(supply_demand_ratio, 0))
    or not isfinite(coalesce(industry_similarity, 0))
union all
select 'setting_change' as mart, program_id as place
from marts.setting_change
where not isfinite(coalesce(seats_change_share, 0))
union all
select 'public_list' as mart, major_code as place
from marts.public_list
where not isfinite(coalesce(failing_share, 0)) or not isfinite(coalesce(judged_rate, 0))
union all
select 'rule_reason' as mart, subject_id as place
from marts.rule_reason
where not isfinite(coalesce(value, 0))
