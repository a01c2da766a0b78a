-- one row per publisher, address, licence and feed: the newest title, and how many files came
select
    publisher,
    max(title) as title,
    count(distinct title) as titles,
    url,
    licence,
    feed,
    max(accessed) as accessed,
    count(distinct file) as files,
    bool_and(is_synthetic) as is_synthetic
from meta.source_file
where status = 'landed'
group by publisher, url, licence, feed
order by publisher, feed, url, licence
