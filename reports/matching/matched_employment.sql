-- one row per industry or class of majors of the region in the newest year: employed graduates and those matched
from marts.matched_employment
where
    level = 'all'
    and region_code = $region_code
    and (matched_scope = 'class' or (matched_scope = 'industry' and scope_version = $industry_classification))
qualify year = max(year) over (partition by matched_scope)
order by matched_scope, scope_version, scope_code
