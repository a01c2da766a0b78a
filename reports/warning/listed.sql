-- one row per program whose latest verdict carries a card: the receipt in the report
select
    verdict.program_id,
    verdict.year,
    verdict.institution_name,
    verdict.level,
    verdict.major_code,
    verdict.major_name,
    verdict.card,
    verdict.criterion_id,
    verdict.trigger_id,
    verdict.years_counted,
    verdict.since_year,
    verdict.fired_year,
    verdict.reason_code,
    verdict.line,
    verdict.line_unit,
    verdict.denominator,
    verdict.denominator_status,
    verdict.pooled_low,
    verdict.pooled_status as pooled_low_status,
    verdict.pooled_high,
    verdict.pooled_status as pooled_high_status,
    verdict.evidence,
    verdict.clause_title,
    verdict.clause_number,
    verdict.clause_article,
    verdict.clause_kind,
    verdict.clause_is_verified,
    verdict.inherited_from,
    verdict.decision,
    verdict.decided_card,
    verdict.decision_document,
    verdict.seats_affected
from marts.verdict as verdict
inner join policy.card as card on card.card = verdict.card and card.severity > 0
where verdict.is_latest_year
order by card.severity desc, verdict.institution_name, verdict.major_code, verdict.level, verdict.program_id
