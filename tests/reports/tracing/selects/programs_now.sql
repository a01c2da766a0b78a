-- one row per school, district or major: programs as they stand now
select institution_name, district_name, major_name, count(*) as programs
from marts.verdict
where is_latest_year
group by grouping sets ((institution_name), (district_name), (major_name, major_code, catalogue_version))
