-- placed graduates do not exceed graduates; returns the rows that offend
select program_id, year, observation, placed, graduates
from core.cohort
where placed > graduates or matched > employed or in_house > placed
