-- one row per major, level and year: employment of its programs
select outcome.year, major.major_name, outcome.employment_rate, outcome.matched_rate,
    outcome.stand_ins + outcome.small_parts as estimated
from marts.outcome as outcome
inner join (select distinct catalogue_version, major_code, major_name from marts.program_year) as major
    on outcome.outcome_scope_code = concat(major.catalogue_version, '.', major.major_code)
where outcome.outcome_scope = 'major'
