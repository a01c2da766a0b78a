-- a decision both releases know stops, or begins again, to hold between their days
insert into changes.input_change by name
select
    nextval('changes.input_number') as input_id,
    'decision' as feed,
    'expired' as happened,
    present.institution_code, present.catalogue_version, present.major_code, present.level,
    present.year as input_year,
    present._file as file, present._sheet as sheet, present._row as row,
    base._file as file_before, base._sheet as sheet_before, base._row as row_before,
    present.document_number,
    present.until_date
from warehouse.staging.decision as present
inner join changes.base_decision as base
    on
        base.institution_code = present.institution_code
        and base.catalogue_version = present.catalogue_version
        and base.major_code = present.major_code
        and base.level = present.level
        and base.year = present.year
        and base.document_number = present.document_number
        and base.until_date = present.until_date
cross join previous.meta.run as earlier
cross join warehouse.meta.run as later
where
    present.row_status = 'loaded'
    and present.until_date >= least(earlier.as_of, later.as_of)
    and present.until_date < greatest(earlier.as_of, later.as_of)
