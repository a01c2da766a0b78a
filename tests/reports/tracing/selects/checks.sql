-- one row: checks, those that found something, and those of keys
select
    count(*) as checks,
    count(*) filter (where failures > 0) as with_findings,
    count(*) filter (where title_zh is null) as of_keys,
    count(*) filter (where title_zh is null and failures > 0) as of_keys_failed
from meta.check_result
