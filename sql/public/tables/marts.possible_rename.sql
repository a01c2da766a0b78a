-- one row per pair of programs that may be one program renamed, by their published sizes; how many graduates each had is withheld
select
    ended_program_id,
    begun_program_id,
    institution_code,
    institution_name,
    level,
    ended_major_name,
    begun_major_name,
    last_cohort_year,
    first_cohort_year,
    ended_card
from marts.possible_rename
