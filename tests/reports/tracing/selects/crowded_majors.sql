-- one row: majors at a level that are crowded
select count(distinct concat(level, catalogue_version, major_code)) as crowded_majors
from marts.similar_program
where is_crowded_in_region
