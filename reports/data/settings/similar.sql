-- one row per program that fails in turn and similar program of its school
from marts.similar_program
where is_similar_in_school and is_failing_in_turn
order by institution_name, major_code, program_id, other_major_name
