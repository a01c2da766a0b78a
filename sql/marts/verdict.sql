-- one row per program and year: the verdict with its numbers, clause, evidence and decision
with latest_intake as (
    select program_id, max(year) as year
    from core.enrolment
    group by program_id
)

select
    verdict.program_id,
    verdict.year,
    program.institution_code,
    program.institution_name,
    program.district_code,
    program.district_name,
    program.level,
    program.catalogue_version,
    program.major_code,
    program.major_name,
    program.major_class_code,
    program.major_class_name,
    program.major_division_code,
    program.major_division_name,
    verdict.card,
    coalesce(trigger.action_zh, card.action_zh) as action,
    coalesce(trigger.action_en, card.action_en) as action_en,
    verdict.trigger_id,
    verdict.criterion_id,
    verdict.years_counted,
    verdict.since_year,
    verdict.fired_year,
    verdict.reason_code,
    result.value,
    result.numerator,
    result.denominator,
    result.window_years,
    result.line,
    result.line_unit,
    result.line_valid_from,
    result.minimum_cohort,
    result.inherited_from,
    result.exemption_reason,
    evidence.rate_low,
    evidence.rate_high,
    evidence.pooled_numerator,
    evidence.pooled_denominator,
    evidence.pooled_low,
    evidence.pooled_high,
    case when verdict.card in ('yellow', 'orange', 'red', 'exit') then evidence.evidence end as evidence,
    coalesce(verdict.clause_id, result.clause_id) as clause_id,
    clause.title as clause_title,
    clause.number as clause_number,
    clause.article as clause_article,
    clause.kind as clause_kind,
    clause.is_verified as clause_is_verified,
    -- the decided card stands beside the computed one, never in its place
    case
        when decision.decision is null then verdict.card
        when decision.decision in ('objection_upheld', 'reinstated') then coalesce(decision.decided_card, 'none')
        else coalesce(decision.decided_card, verdict.card)
    end as decided_card,
    decision.decision,
    decision.decided_by,
    decision.decided_on,
    decision.document_number as decision_document,
    decision.reason as decision_reason,
    enrolment.planned as seats_affected,
    verdict.year = judged.judged_until_year as is_latest_year
from rules.verdict as verdict
inner join core.program as program on program.program_id = verdict.program_id
cross join rules.judged_until as judged
left join policy.card as card on card.card = verdict.card
left join policy.trigger as trigger on trigger.trigger_id = verdict.trigger_id
left join rules.criterion_result as result
    on
        result.program_id = verdict.program_id
        and result.year = verdict.result_year
        and result.criterion_id = verdict.criterion_id
left join rules.evidence as evidence
    on
        evidence.program_id = verdict.program_id
        and evidence.year = verdict.result_year
        and evidence.criterion_id = verdict.criterion_id
left join policy.clause as clause on clause.clause_id = coalesce(verdict.clause_id, result.clause_id)
left join core.latest_decision as decision
    on decision.program_id = verdict.program_id and decision.year = verdict.year
left join latest_intake on latest_intake.program_id = verdict.program_id
left join core.enrolment as enrolment
    on enrolment.program_id = latest_intake.program_id and enrolment.year = latest_intake.year
