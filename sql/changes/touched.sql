-- which programs each changed input is about, under the codes they carry in either release
create table changes.program as
select program_id, institution_code, level, catalogue_version, major_code from previous.core.program
union
select program_id, institution_code, level, catalogue_version, major_code from warehouse.core.program;

create table changes.entry as
select catalogue_version, major_code, current_catalogue_version, current_major_code from previous.core.major_identity
union
select catalogue_version, major_code, current_catalogue_version, current_major_code from warehouse.core.major_identity;

create table changes.ancestor as
select program_id, ancestor_program_id from previous.core.program_ancestor
union
select program_id, ancestor_program_id from warehouse.core.program_ancestor;

create table changes.touched as
select input_change.input_id, program.program_id
from changes.input_change as input_change
inner join changes.entry as entry
    on
        (entry.catalogue_version = input_change.catalogue_version and entry.major_code = input_change.major_code)
inner join changes.program as program
    on
        program.catalogue_version = entry.current_catalogue_version
        and program.major_code = entry.current_major_code
        and program.level = input_change.level
        -- an exemption may cover a major everywhere
        and (input_change.institution_code is null or program.institution_code = input_change.institution_code)
union
select input_change.input_id, program.program_id
from changes.input_change as input_change
inner join changes.entry as entry
    on
        (
            entry.catalogue_version = input_change.from_catalogue_version
            and entry.major_code = input_change.from_major_code
        )
        or (
            entry.catalogue_version = input_change.to_catalogue_version
            and entry.major_code = input_change.to_major_code
        )
inner join changes.program as program
    on
        program.catalogue_version = entry.current_catalogue_version
        and program.major_code = entry.current_major_code
