-- one row per program, year and criterion: what a verdict rests on, in published counts
with pooled as (
    select
        program_id,
        year,
        criterion_id,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        -- one cohort is published or withheld as it is; of several pooled ones the sums are published where none is given away
        case when count(*) = 1 then max(numerator_status) when max(denominator_status) is not null then 'c' end as numerator_status,
        max(denominator_status) as denominator_status
    from disclosure.published_cell
    group by program_id, year, criterion_id
),

stated as (
    select
        result.*,
        pooled.numerator as published_numerator,
        pooled.denominator as published_denominator,
        case
            when result.result = 'no_result' then 'low'
            when result.result in ('not_offered', 'exempt') then 'z'
            when result.value is null then 'x'
        end as absent,
        case
            when result.denominator < limit_.min_cohort then 'low'
            when
                result.window_years > 1
                and least(result.numerator, result.denominator - result.numerator) <= limit_.min_part
                then 'c'
            else pooled.numerator_status
        end as numerator_status,
        pooled.denominator_status,
        case
            when criterion.observation = 'initial' then 'p'
            when criterion.indicator = 'employment_rate' and program_year.is_series_break then 'b'
        end as mark
    from exact.marts.criterion_result as result
    cross join disclosure.limit_ as limit_
    inner join policy.criterion as criterion on criterion.criterion_id = result.criterion_id
    left join marts.program_year as program_year using (program_id, year)
    left join pooled
        on
            pooled.program_id = result.program_id
            and pooled.year = result.year
            and pooled.criterion_id = result.criterion_id
)

select
    stated.program_id,
    stated.year,
    stated.criterion_id,
    stated.level,
    stated.result,
    stated.reason_code,
    stated.exemption_reason,
    case when stated.numerator_status is null and stated.absent is null then stated.published_numerator end as numerator,
    case
        when stated.absent is not null then stated.absent
        when stated.denominator is null then 'z'
        else stated.numerator_status
    end as numerator_status,
    case when stated.denominator_status is null and stated.absent is null then stated.published_denominator end as denominator,
    case
        when stated.absent is not null then stated.absent
        when stated.denominator is null then 'z'
        else stated.denominator_status
    end as denominator_status,
    case
        when stated.absent is not null then null
        when stated.published_denominator is null then stated.value
        when stated.numerator_status is null
            then stated.published_numerator / nullif(cast(stated.published_denominator as double), 0)
    end as value,
    coalesce(stated.absent, stated.numerator_status, stated.mark) as value_status,
    stated.line,
    stated.line_unit,
    stated.line_valid_from,
    stated.clause_id,
    stated.minimum_cohort,
    stated.window_years,
    stated.covers_from,
    stated.inherited_from
from stated
