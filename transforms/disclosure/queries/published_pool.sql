-- one row per pool whose counts this release publishes; others of the table are those of earlier releases
select pool.program_id, pool.year, pool.criterion_id, pool.covers_from
from public.meta.published_pool as pool
inner join public.marts.criterion_result as result
    on
        result.program_id = pool.program_id
        and result.year = pool.year
        and result.criterion_id = pool.criterion_id
        and result.covers_from = pool.covers_from
where result.is_published_pool
