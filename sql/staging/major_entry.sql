-- one row per catalogue entry and name it was delivered under
select distinct catalogue_version, major_code, major_name, level
from landing.major
