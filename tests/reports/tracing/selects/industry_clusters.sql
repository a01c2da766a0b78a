-- one row per industry and cluster: majors both draw on, and their share of the industry's supply
select
    own.industry_name,
    cluster.industry_name as cluster_name,
    count(*) as majors,
    sum(own.major_supply_share) as shared_supply_share
from marts.industry_major as own
inner join marts.industry_major as cluster
    using (region_code, crosswalk_source, supply_basis, demand_basis, catalogue_version, major_code)
where cluster.granularity = 'cluster' and own.granularity <> 'cluster'
group by own.industry_name, cluster.industry_name, region_code, crosswalk_source, supply_basis, demand_basis
