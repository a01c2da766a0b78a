-- one row per check, those that found something first; `checks` counts them all
select
    check_name,
    title_zh,
    title_en,
    severity,
    failures,
    count(*) over () as checks
from meta.check_result
order by failures desc, severity desc, check_name
