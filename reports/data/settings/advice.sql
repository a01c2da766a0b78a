-- one row per program, or per seats left over: what is advised for the next intake
from marts.enrolment_advice
order by level, institution_name, major_code, program_id
