-- one row per file: problems its rows had
select source.file, count(refused.problem) as problems
from meta.source_file as source
left join meta.refused_row as refused on refused.delivery_id = source.delivery_id and refused.feed = source.feed
group by source.file, source.feed
