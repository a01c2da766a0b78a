-- one row: files refused as a whole
select count(*) as files
from meta.source_file
where status <> 'landed'
