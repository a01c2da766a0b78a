-- one row per school, level and cohort: placed and graduates of the programs for which both were delivered
select
    institution_code,
    level,
    year,
    cast(sum(placed) as bigint) as placed,
    cast(sum(graduates) as bigint) as graduates,
    sum(placed) / nullif(cast(sum(graduates) as double), 0) as employment_rate
from marts.program_year
where placed is not null and graduates is not null
group by institution_code, level, year
order by institution_code, level, year
