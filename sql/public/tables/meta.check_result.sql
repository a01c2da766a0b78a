-- one row per check and key: how many rows offended it; the rows themselves are not published
select check_name, title_zh, title_en, severity, failures
from exact.meta.check_result
