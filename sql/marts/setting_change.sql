-- one row per program, year and change of its setting: confirmed by a filing, or inferred from what was delivered
with apart as (
    select max(value) as years
    from rules.parameter_in_force
    where parameter = 'filing_years_apart'
),

filed as (
    select program_id, year, event as change, institution_code, level, catalogue_version, major_code, document_number
    from core.setting_event
    where event <> 'kept'
),

-- a filing and what the deliveries show of it are one change
unfiled as (
    select inferred.*
    from rules.inferred_change as inferred
    cross join apart
    left join filed
        on
            filed.program_id = inferred.program_id
            and filed.change = inferred.change
            and abs(filed.year - inferred.year) <= apart.years
    where filed.program_id is null
),

stated as (
    select
        filed.program_id, filed.year, filed.change, filed.institution_code, filed.level, filed.catalogue_version,
        filed.major_code, 'confirmed' as basis, 'filed' as known_by, filed.document_number,
        max(name.former_major_name) as former_major_name
    from filed
    left join rules.entry_name as name
        on name.program_id = filed.program_id and filed.change = 'renamed' and name.year = filed.year
    group by all
    union all
    select
        unfiled.program_id, unfiled.year, unfiled.change, program.institution_code, program.level,
        program.catalogue_version, program.major_code, 'inferred' as basis, min(unfiled.known_by) as known_by,
        cast(null as varchar) as document_number, max(unfiled.former_major_name) as former_major_name
    from unfiled
    inner join core.program as program on program.program_id = unfiled.program_id
    group by all
)

select
    stated.program_id,
    stated.year,
    stated.change,
    stated.basis,
    stated.known_by,
    stated.institution_code,
    institution.institution_name,
    institution.district_code,
    institution.district_name,
    stated.level,
    stated.catalogue_version,
    stated.major_code,
    major.major_name,
    major.major_class_code,
    major.major_class_name,
    stated.document_number,
    stated.former_major_name,
    before.seats as seats_before,
    now.seats,
    now.seats - before.seats as seats_change,
    (now.seats - before.seats) / nullif(cast(before.seats as double), 0) as seats_change_share,
    -- whether the September's intake bears the filing out; null where none was delivered
    case
        when stated.change in ('new', 'resumed') then now.seats > 0
        when stated.change in ('suspended', 'revoked') then now.seats = 0
        when stated.change = 'expanded' then now.seats > before.seats
        when stated.change = 'shrunk' then now.seats < before.seats
    end as is_seen_in_enrolment
from stated
left join core.institution as institution on institution.institution_code = stated.institution_code
left join core.major as major using (catalogue_version, major_code)
left join core.seats as now on now.program_id = stated.program_id and now.year = stated.year
left join core.seats as before on before.program_id = stated.program_id and before.year = stated.year - 1
