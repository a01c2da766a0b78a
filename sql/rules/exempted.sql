-- one row per program, year and criterion that an exemption covers on the day of its observation
select
    candidate.program_id,
    candidate.year,
    candidate.criterion_id,
    min(exemption.reason) as exemption_reason
from rules.candidate as candidate
inner join core.exemption as exemption
    on
        exemption.program_id = candidate.program_id
        and candidate.observed_on >= exemption.valid_from
        and candidate.observed_on <= exemption.valid_to
group by candidate.program_id, candidate.year, candidate.criterion_id
