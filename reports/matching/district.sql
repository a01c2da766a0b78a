-- one row per other region of the same classification, crosswalk and supply, and basis of demand: its newest match
select
    match.region_code,
    max(district.district_name) as district_name,
    match.demand_basis,
    match.year,
    match.total_supply,
    match.stand_ins,
    match.matching_degree,
    match.cosine_similarity,
    match.coupling_coordination,
    sensitivity.degree_low,
    sensitivity.degree_high
from marts.structure_match as match
inner join marts.structure_sensitivity as sensitivity
    using (
        year, region_code, industry_classification, granularity, crosswalk_source, supply_basis, demand_basis
    )
left join (select distinct district_code, district_name from marts.program_year) as district
    on district.district_code = match.region_code
where
    match.level = 'all'
    and match.region_code <> $region_code
    and match.industry_classification = $industry_classification
    and match.granularity = $granularity
    and match.crosswalk_source = $crosswalk_source
    and match.supply_basis = $supply_basis
group by all
order by match.demand_basis, match.matching_degree desc, match.region_code
