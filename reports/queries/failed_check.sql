-- one row per check that found something, after those that found nothing are counted
select
    check_name,
    severity,
    failures,
    count(*) over () as checks
from meta.check_result
order by failures desc, check_name
