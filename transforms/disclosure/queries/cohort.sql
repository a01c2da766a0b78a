-- one row per program, year and observation: the counts of persons that are told, as delivered
select
    program_id,
    year,
    observation,
    graduates,
    placed,
    employed,
    matched,
    contract,
    freelance,
    in_house
from exact.core.cohort
order by program_id, year, observation
