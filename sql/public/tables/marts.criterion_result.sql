-- one row per program, year and criterion: what a verdict rests on, its numbers where they are published
with pooled as (
    select
        program_id,
        year,
        criterion_id,
        count(*) as cells,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        max(rate_at_least) as rate_at_least,
        max(rate_at_most) as rate_at_most,
        -- one cohort is published or withheld as it is; of several, the sums where each is published
        max(numerator_status) as numerator_status,
        max(denominator_status) as denominator_status
    from disclosure.published_cell
    group by program_id, year, criterion_id
),

-- an intake is a count of persons that is judged as a value
intake as (
    select owner_id as program_id, year, status
    from disclosure.count
    where kind = 'intake'
),

stated as (
    select
        result.*,
        pooled.cells,
        pooled.rate_at_least,
        pooled.rate_at_most,
        case
            when result.result = 'no_result' then 'low'
            when result.result in ('not_offered', 'exempt') then 'z'
            when result.value is null then 'x'
        end as absent,
        pool.program_id is not null as is_published_pool,
        case
            when pool.program_id is not null then null
            when criterion.indicator = 'intake' then intake.status
            when criterion.indicator = 'employment_rate' and pooled.cells is null then delivered_rate.status
            else pooled.numerator_status
        end as numerator_status,
        case when pool.program_id is null then pooled.denominator_status end as denominator_status,
        case
            when criterion.observation = 'initial' then 'p'
            when criterion.indicator = 'employment_rate' and program_year.is_series_break then 'b'
        end as mark
    from exact.marts.criterion_result as result
    inner join policy.criterion as criterion on criterion.criterion_id = result.criterion_id
    left join marts.program_year as program_year
        on program_year.program_id = result.program_id and program_year.year = result.year
    left join pooled
        on
            pooled.program_id = result.program_id
            and pooled.year = result.year
            and pooled.criterion_id = result.criterion_id
    left join disclosure.published_pool as pool
        on
            pool.program_id = result.program_id
            and pool.year = result.year
            and pool.criterion_id = result.criterion_id
    left join disclosure.delivered_rate as delivered_rate
        on
            delivered_rate.program_id = coalesce(result.inherited_from, result.program_id)
            and delivered_rate.year = result.year
            and delivered_rate.observation = criterion.observation
    left join intake
        on
            intake.program_id = coalesce(result.inherited_from, result.program_id)
            and intake.year = result.year
)

select
    stated.program_id,
    stated.year,
    stated.criterion_id,
    stated.level,
    stated.result,
    stated.reason_code,
    stated.exemption_reason,
    case when stated.numerator_status is null and stated.absent is null then stated.numerator end as numerator,
    case
        when stated.absent is not null then stated.absent
        when stated.denominator is null then 'z'
        else stated.numerator_status
    end as numerator_status,
    case when stated.denominator_status is null and stated.absent is null then stated.denominator end as denominator,
    case
        when stated.absent is not null then stated.absent
        when stated.denominator is null then 'z'
        else stated.denominator_status
    end as denominator_status,
    case when stated.absent is null and coalesce(stated.numerator_status, stated.denominator_status) is null then stated.value end
        as value,
    case when stated.absent is null and stated.cells = 1 and stated.denominator_status is null then stated.rate_at_least end as value_at_least,
    case when stated.absent is null and stated.cells = 1 and stated.denominator_status is null then stated.rate_at_most end as value_at_most,
    coalesce(stated.absent, stated.numerator_status, stated.denominator_status, stated.mark) as value_status,
    stated.line,
    stated.line_unit,
    stated.line_valid_from,
    stated.clause_id,
    stated.minimum_cohort,
    stated.window_years,
    stated.covers_from,
    stated.inherited_from,
    stated.is_published_pool
from stated
