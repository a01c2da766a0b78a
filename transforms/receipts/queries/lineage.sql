select distinct
    lineage.kind, lineage.from_catalogue_version, lineage.from_major_code, before.major_name as from_major_name,
    lineage.to_catalogue_version, lineage.to_major_code, after.major_name as to_major_name, lineage.effective_year
from core.program_key as key
inner join staging.major_lineage as lineage
    on
        lineage.row_status = 'loaded'
        and (
            (lineage.from_catalogue_version = key.catalogue_version and lineage.from_major_code = key.major_code)
            or (lineage.to_catalogue_version = key.catalogue_version and lineage.to_major_code = key.major_code)
        )
left join core.major as before
    on before.catalogue_version = lineage.from_catalogue_version and before.major_code = lineage.from_major_code
left join core.major as after
    on after.catalogue_version = lineage.to_catalogue_version and after.major_code = lineage.to_major_code
where key.program_id = $program
order by lineage.effective_year
