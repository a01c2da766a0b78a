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

covered as (
    select
        honoured.program_id,
        criterion_year.criterion_id,
        criterion_year.level,
        criterion_year.year,
        criterion_year.indicator,
        criterion_year.observation,
        honoured.reason
    from honoured
    inner join rules.criterion_year as criterion_year
        on
            criterion_year.observed_on >= honoured.first_day
            and criterion_year.observed_on <= honoured.last_day
            and (honoured.valid_before is null or criterion_year.observed_on < honoured.valid_before)
),

answering as (
    select program_id, year, criterion_id, level, reason
    from covered
    union all
    -- an inherited record carries the exemption its year had
    select record.program_id, record.year, covered.criterion_id, covered.level, covered.reason
    from core.record as record
    inner join covered
        on
            covered.program_id = record.inherited_from
            and covered.year = record.year
            and covered.indicator = record.indicator
            and covered.observation is not distinct from record.observation
    where record.inherited_from is not null
)

select
    candidate.program_id,
    candidate.year,
    candidate.criterion_id,
    min(answering.reason) as exemption_reason
from rules.candidate as candidate
inner join answering using (program_id, year, criterion_id, level)
group by candidate.program_id, candidate.year, candidate.criterion_id
