-- one row per problem of a refused row: its feed, the reason and how to mend it; what the row said is not published
select md5(file) as delivery_id, feed, reason_code, mend_zh, mend_en, problem
from exact.meta.refused_row
