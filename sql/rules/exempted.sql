-- one row per program, year and criterion that an exemption covers on the day of its observation
with honoured as (
    -- an exemption counts where the policy honours its reason
    select
        exemption.program_id,
        exemption.reason,
        greatest(exemption.valid_from, policy_exemption.valid_from) as first_day,
        exemption.valid_to as last_day,
        policy_exemption.valid_before
    from core.exemption as exemption
    inner join policy.exemption as policy_exemption on policy_exemption.reason = exemption.reason
),

answering as (
    select program_id, year, criterion_id, observed_on, program_id as exempt_program_id
    from rules.candidate
    union all
    -- an inherited record carries the exemption its year had
    select
        candidate.program_id,
        candidate.year,
        candidate.criterion_id,
        candidate.observed_on,
        record.inherited_from as exempt_program_id
    from core.record as record
    inner join rules.candidate as candidate
        on
            candidate.program_id = record.program_id
            and candidate.year = record.year
            and candidate.indicator = record.indicator
            and candidate.observation is not distinct from record.observation
    where record.inherited_from is not null
)

select
    answering.program_id,
    answering.year,
    answering.criterion_id,
    min(honoured.reason) as exemption_reason
from answering
inner join honoured
    on
        honoured.program_id = answering.exempt_program_id
        and answering.observed_on >= honoured.first_day
        and answering.observed_on <= honoured.last_day
        and (honoured.valid_before is null or answering.observed_on < honoured.valid_before)
group by answering.program_id, answering.year, answering.criterion_id
