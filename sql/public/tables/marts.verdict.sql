-- one row per program and year: the verdict with its numbers in published counts, clause, evidence and decision
select
    verdict.program_id,
    verdict.year,
    verdict.institution_code,
    verdict.institution_name,
    verdict.district_code,
    verdict.district_name,
    verdict.level,
    verdict.catalogue_version,
    verdict.major_code,
    verdict.major_name,
    verdict.major_class_code,
    verdict.major_class_name,
    verdict.major_division_code,
    verdict.major_division_name,
    verdict.card,
    verdict.action,
    verdict.action_en,
    verdict.trigger_id,
    verdict.criterion_id,
    verdict.years_counted,
    verdict.since_year,
    verdict.fired_year,
    verdict.reason_code,
    result.value,
    result.value_status,
    result.value_at_least,
    result.value_at_most,
    result.numerator,
    result.numerator_status,
    result.denominator,
    result.denominator_status,
    verdict.window_years,
    verdict.line,
    verdict.line_unit,
    verdict.line_valid_from,
    verdict.minimum_cohort,
    verdict.inherited_from,
    verdict.exemption_reason,
    interval.numerator as pooled_numerator,
    interval.denominator as pooled_denominator,
    interval.rate_low as pooled_low,
    interval.rate_high as pooled_high,
    case when interval.program_id is null then 'z' else interval.status end as pooled_status,
    interval.evidence,
    verdict.clause_id,
    verdict.clause_title,
    verdict.clause_number,
    verdict.clause_article,
    verdict.clause_kind,
    verdict.clause_is_verified,
    verdict.decided_card,
    verdict.decision,
    office.office as decided_by,
    case when verdict.decision is null then 'z' when office.office is null then 'c' end as decided_by_status,
    verdict.decided_on,
    verdict.decision_document,
    seats.planned as seats_affected,
    verdict.is_latest_year
from exact.marts.verdict as verdict
left join marts.criterion_result as result
    on
        result.program_id = verdict.program_id
        and result.year = coalesce(verdict.fired_year, verdict.year)
        and result.criterion_id = verdict.criterion_id
left join disclosure.published_interval as interval
    on interval.program_id = verdict.program_id and interval.year = verdict.year
-- persons who decide, and what they give as a reason, are not published
left join policy.office as office on office.office = verdict.decided_by
left join (
    select program_id, planned, row_number() over (partition by program_id order by year desc) as newest
    from core.program_spine
    where planned is not null or admitted is not null or registered is not null
) as seats
    on seats.program_id = verdict.program_id and seats.newest = 1
