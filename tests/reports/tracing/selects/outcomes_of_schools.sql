-- one row per school, level and year: employment of its programs
select outcome.year, outcome.level, school.institution_name, outcome.employment_rate,
    outcome.stand_ins + outcome.small_parts as estimated
from marts.outcome as outcome
inner join (select distinct institution_code, institution_name from marts.program_year) as school
    on school.institution_code = outcome.outcome_scope_code
where outcome.outcome_scope = 'institution'
