-- one row per publisher, address and feed: files and titles
select publisher, count(distinct file) as files, count(distinct title) as titles
from meta.source_file
where status = 'landed'
group by publisher, url, licence, feed
