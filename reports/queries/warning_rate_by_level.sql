-- one row per level and year: placed and graduates of the programs for which both were delivered
select
    level,
    year,
    cast(sum(placed) as bigint) as placed,
    cast(sum(graduates) as bigint) as graduates,
    sum(placed) / nullif(cast(sum(graduates) as double), 0) as employment_rate
from marts.program_year
where placed is not null and graduates is not null
group by level, year
order by level, year
