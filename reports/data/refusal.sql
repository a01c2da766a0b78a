-- one row per feed and reason: rows refused, each row counted under its first problem
select
    feed,
    reason_code,
    min(mend_zh) as mend_zh,
    min(mend_en) as mend_en,
    count(*) as refused
from meta.refused_row
where problem = 1
group by feed, reason_code
order by refused desc, feed, reason_code
