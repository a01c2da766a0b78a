-- one row per industry and year of a world: the gap of shares in points
select year, industry_name, (supply_share - demand_share) * 100 as gap, (supply_share - demand_share) as gap_share
from marts.industry_match
where level = 'all' and not is_residual
