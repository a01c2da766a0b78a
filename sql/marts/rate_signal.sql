-- one row per program, year and signal: a share of the placed beside its line, or why the two are not compared
select
    signal.program_id,
    signal.year,
    signal.signal,
    program_year.institution_code,
    program_year.institution_name,
    program_year.level,
    program_year.catalogue_version,
    program_year.major_code,
    program_year.major_name,
    signal.observation,
    signal.numerator,
    signal.denominator,
    signal.numerator / nullif(cast(signal.denominator as double), 0) as value,
    signal.numerator_year_before,
    signal.denominator_year_before,
    signal.numerator_year_before / nullif(cast(signal.denominator_year_before as double), 0) as value_year_before,
    signal.numerator / nullif(cast(signal.denominator as double), 0)
    - signal.numerator_year_before / nullif(cast(signal.denominator_year_before as double), 0) as rise,
    signal.line,
    'bp' as line_unit,
    signal.line_valid_from,
    signal.clause_id,
    signal.minimum_cohort,
    signal.signal_status
from rules.rate_signal as signal
-- a series never mixes observations: of a program the one of its yearly table
inner join marts.program_year as program_year using (program_id, year, observation)
