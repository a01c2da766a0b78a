-- one row per candidate: the reading of its own year, and what may stand in the way of judging it
select
    candidate.*,
    record.program_id is not null as is_delivered,
    record.numerator as own_numerator,
    record.denominator as own_denominator,
    record.value as own_value,
    coalesce(candidate.skips_averaged and record.is_averaged, false) as is_skipped,
    record.inherited_from,
    exempted.exemption_reason,
    offered.is_offered,
    offered.is_before_first_cohort
from rules.candidate as candidate
left join core.record as record
    on
        record.program_id = candidate.program_id
        and record.year = candidate.year
        and record.indicator = candidate.indicator
        and record.observation is not distinct from candidate.observation
left join rules.exempted as exempted
    on
        exempted.program_id = candidate.program_id
        and exempted.year = candidate.year
        and exempted.criterion_id = candidate.criterion_id
left join rules.offered as offered
    on offered.program_id = candidate.program_id and offered.year = candidate.year
