-- one row per published source, with the files that came from it
select
    publisher,
    title,
    url,
    licence,
    max(accessed) as accessed,
    count(distinct file) as files,
    bool_or(is_synthetic) as is_synthetic
from meta.source_file
where status = 'landed'
group by publisher, title, url, licence
order by publisher, title, url
