-- one row per feed and reason: rows refused, each under its first problem
select feed, reason_code, count(*) as refused
from meta.refused_row
where problem = 1
group by feed, reason_code
