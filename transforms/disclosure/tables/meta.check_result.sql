-- one row per check and key: how many rows offended it; the rows themselves are not published
select check_name, severity, failures
from exact.meta.check_result
