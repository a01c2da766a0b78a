-- one row per change of the newest year with any
select
    program_id,
    year,
    change,
    basis,
    institution_name,
    level,
    major_code,
    major_name,
    former_major_name,
    document_number,
    seats_before,
    seats,
    is_seen_in_enrolment
from marts.setting_change
where year = (select max(year) from marts.setting_change)
order by change, basis, institution_name, major_code, program_id
