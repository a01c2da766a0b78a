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
),

-- a cohort told in a wide class stands in sums as its middle: no interval of it says anything
coarse as (
    select distinct cell.program_id, cell.criterion_id, cell.counted_year as year
    from disclosure.result_cell as cell
    inner join disclosure.count as denominator
        on
            denominator.program_id = cell.owner_id
            and denominator.year = cell.counted_year
            and denominator.observation is not distinct from cell.observation
            and denominator.measure = cell.denominator
    where denominator.status is not null
),

beside as (
    -- the interval stands beside the result that the card rests on
    select
        verdict.program_id,
        verdict.year,
        coalesce(verdict.fired_year, verdict.year) as rated_year,
        count(coarse.year) > 0 as is_coarse
    from exact.marts.verdict as verdict
    cross join parameter
    left join coarse
        on
            coarse.program_id = verdict.program_id
            and coarse.criterion_id = verdict.criterion_id
            and coarse.year <= coalesce(verdict.fired_year, verdict.year)
            and coarse.year > coalesce(verdict.fired_year, verdict.year) - parameter.evidence_years
    group by verdict.program_id, verdict.year, verdict.fired_year
),

shown as (
    select
        beside.program_id,
        beside.year,
        pooled.indicator,
        pooled.observation,
        pooled.span_years,
        pooled.numerator,
        pooled.denominator,
        pooled.rate_low,
        pooled.rate_high,
        coalesce(pooled.status, case when beside.is_coarse then 'c' end) as status
    from beside
    inner join pooled on pooled.program_id = beside.program_id and pooled.year = beside.rated_year
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
    case when shown.status is null then shown.numerator end as pooled_numerator,
    case when shown.status is null then shown.denominator end as pooled_denominator,
    case when shown.status is null then shown.rate_low end as pooled_low,
    case when shown.status is null then shown.rate_high end as pooled_high,
    case when shown.denominator is null then 'z' else shown.status end as pooled_status,
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
left join shown
    on
        shown.program_id = verdict.program_id
        and shown.year = verdict.year
        and shown.indicator = criterion.indicator
        and shown.observation is not distinct from criterion.observation
        and shown.span_years = parameter.evidence_years
        and criterion.unit = 'bp'
left join (
    select program_id, planned, row_number() over (partition by program_id order by year desc) as newest
    from core.program_spine
    where planned is not null or admitted is not null or registered is not null
) as seats
    on seats.program_id = verdict.program_id and seats.newest = 1
