-- one row per program that is advised on: its level, whose lines its rate is told on a side of
select program_id, level
from exact.marts.enrolment_advice
