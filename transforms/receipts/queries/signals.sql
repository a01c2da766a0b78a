-- the shares of the year, and every signal of an earlier year above its line; the newest first
select
    signal.year, signal.signal, signal.numerator, signal.denominator, signal.value, signal.numerator_year_before,
    signal.denominator_year_before, signal.value_year_before, signal.line, signal.line_valid_from, signal.clause_id,
    clause.title as clause_title, clause.kind as clause_kind, signal.signal_status
from marts.rate_signal as signal
left join policy.clause as clause on clause.clause_id = signal.clause_id
where signal.program_id = $program and (signal.year = $year or (signal.year < $year and signal.signal_status = 'above'))
order by signal.year desc, array_position(['rate_leap', 'contract_leap', 'flexible_leap', 'in_house_posts'], signal.signal)
