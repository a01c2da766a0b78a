-- one row per program and year: the verdict with its numbers in published counts, clause, evidence and decision
with parameter as (
    select
        max(case when parameter = 'evidence_years' then cast(value as integer) end) as evidence_years
    from policy.parameter
),

pooled as (
    select
        interval.program_id,
        interval.year,
        interval.indicator,
        interval.observation,
        interval.span_years,
        interval.numerator,
        interval.denominator,
        interval.rate_low,
        interval.rate_high,
        case
            when exact.denominator < limit_.min_cohort then 'low'
            when least(exact.numerator, exact.denominator - exact.numerator) <= limit_.min_part then 'c'
        end as status
    from core.interval as interval
    cross join disclosure.limit_ as limit_
    inner join exact.core.interval as exact
        on
            exact.program_id = interval.program_id
            and exact.year = interval.year
            and exact.indicator = interval.indicator
            and exact.observation is not distinct from interval.observation
            and exact.span_years = interval.span_years
)

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
    case when pooled.status is null then pooled.numerator end as pooled_numerator,
    case when pooled.status is null then pooled.denominator end as pooled_denominator,
    case when pooled.status is null then pooled.rate_low end as pooled_low,
    case when pooled.status is null then pooled.rate_high end as pooled_high,
    case when pooled.denominator is null then 'z' else pooled.status end as pooled_status,
    verdict.evidence,
    verdict.clause_id,
    verdict.clause_title,
    verdict.clause_number,
    verdict.clause_article,
    verdict.clause_kind,
    verdict.clause_is_verified,
    verdict.decided_card,
    verdict.decision,
    verdict.decided_by,
    verdict.decided_on,
    verdict.decision_document,
    verdict.decision_reason,
    seats.planned as seats_affected,
    verdict.is_latest_year
from exact.marts.verdict as verdict
cross join parameter
left join policy.criterion as criterion on criterion.criterion_id = verdict.criterion_id
left join marts.criterion_result as result
    on
        result.program_id = verdict.program_id
        and result.year = coalesce(verdict.fired_year, verdict.year)
        and result.criterion_id = verdict.criterion_id
left join pooled
    on
        pooled.program_id = verdict.program_id
        and pooled.year = coalesce(verdict.fired_year, verdict.year)
        and pooled.indicator = criterion.indicator
        and pooled.observation is not distinct from criterion.observation
        and pooled.span_years = parameter.evidence_years
        and criterion.unit = 'bp'
left join (
    select program_id, planned, row_number() over (partition by program_id order by year desc) as newest
    from core.program_spine
    where planned is not null or admitted is not null or registered is not null
) as seats
    on seats.program_id = verdict.program_id and seats.newest = 1
