-- one row per level and major that is offered too often in the region
select
    similar_program.level,
    similar_program.major_code,
    max(similar_program.major_name) as major_name,
    max(similar_program.sites) as sites,
    max(similar_program.site_share) as site_share,
    max(ratio.supply_demand_ratio) as supply_demand_ratio,
    max(ratio.supply_demand_ratio_status) as supply_demand_ratio_status
from marts.similar_program as similar_program
left join marts.major_ratio as ratio
    on
        ratio.level = similar_program.level
        and ratio.catalogue_version = similar_program.catalogue_version
        and ratio.major_code = similar_program.major_code
where similar_program.is_crowded_in_region
group by similar_program.level, similar_program.catalogue_version, similar_program.major_code
order by sites desc, site_share desc, similar_program.level, similar_program.major_code
