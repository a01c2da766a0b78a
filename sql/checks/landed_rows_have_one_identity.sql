-- every landed row is identified once; returns the rows that offend
select feed, row_id, count(*) as rows
from staging.row_place
group by feed, row_id
having count(*) > 1
