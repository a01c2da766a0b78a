-- one row per industry of one world and industry cluster that draws on the same majors, with the cluster's own match
with shared as (
    select
        own.industry_code,
        cluster.industry_code as cluster_code,
        cluster.year,
        count(*) as majors,
        cast(sum(cast(own.major_supply_share as decimal(38, 15))) as double) as shared_supply_share
    from marts.industry_major as own
    inner join marts.industry_major as cluster
        using (region_code, crosswalk_source, supply_basis, demand_basis, catalogue_version, major_code)
    where
        cluster.granularity = 'cluster'
        and own.granularity = $granularity
        and own.granularity <> cluster.granularity
        and own.region_code = $region_code
        and own.industry_classification = $industry_classification
        and own.crosswalk_source = $crosswalk_source
        and own.supply_basis = $supply_basis
        and own.demand_basis = $demand_basis
    group by own.industry_code, cluster.industry_code, cluster.year
)

select
    shared.industry_code,
    match.industry_name as cluster_name,
    shared.majors,
    shared.shared_supply_share,
    match.supply,
    match.stand_ins,
    match.demand,
    match.supply_demand_ratio,
    match.supply_demand_ratio_status,
    match.structural_deviation,
    match.structural_deviation_status
from shared
inner join marts.industry_match as match
    on
        match.industry_code = shared.cluster_code
        and match.year = shared.year
        and match.level = 'all'
        and match.granularity = 'cluster'
        and match.region_code = $region_code
        and match.crosswalk_source = $crosswalk_source
        and match.supply_basis = $supply_basis
        and match.demand_basis = $demand_basis
order by shared.industry_code, shared.shared_supply_share desc, shared.cluster_code
