-- one row per pair of programs that may be one program renamed
select
    institution_name,
    level,
    ended_major_name,
    begun_major_name,
    last_cohort_year,
    first_cohort_year,
    ended_card
from marts.possible_rename
order by institution_name, level, ended_major_name, begun_major_name
