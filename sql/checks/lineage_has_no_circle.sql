-- the lineage of majors runs in no circle; returns the rows that offend
select *
from core.major_chain
where steps >= 20
