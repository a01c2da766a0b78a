-- one row per delivered file that could not be read at all
from meta.source_file
where status <> 'landed'
order by file, feed
