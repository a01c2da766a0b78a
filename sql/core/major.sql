-- one row per catalogue entry
select
    major.catalogue_version,
    major.major_code,
    major.major_name,
    major.level,
    major.major_class_code,
    major.major_class_name,
    major.major_division_code,
    major.major_division_name,
    major.is_controlled,
    chain.current_catalogue_version,
    chain.current_major_code
from staging.major as major
inner join core.major_chain as chain using (catalogue_version, major_code)
where major.row_status = 'loaded'
