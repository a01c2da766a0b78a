-- one row per major: schools that offer it now
select major_name, count(distinct institution_code) as schools
from marts.verdict
where is_latest_year
group by major_name, major_code, catalogue_version
