-- one row per institution
select
    institution.institution_code,
    institution.institution_name,
    institution.short_code,
    institution.former_names,
    institution.institution_type,
    institution.district_code,
    institution.district_name,
    institution.authority,
    institution._delivery_id as delivery_id
from staging.institution as institution
where institution.row_status = 'loaded'
