-- one row per program, year and delivered indicator: ratios of the published counts, other values as delivered
with counted as (
    select
        program_id,
        year,
        split_part(measure, '.', 1) as indicator,
        max(case when measure like '%.numerator' then in_sums end) as numerator,
        max(case when measure like '%.denominator' then in_sums end) as denominator
    from disclosure.count
    where measure like '%.%'
    group by program_id, year, split_part(measure, '.', 1)
)

select
    delivered.program_id,
    delivered.year,
    delivered.indicator,
    case
        when counted.numerator is not null and counted.denominator is not null
            then counted.numerator / nullif(cast(counted.denominator as double), 0)
        else delivered.value
    end as value,
    cast(counted.numerator as double) as numerator,
    cast(counted.denominator as double) as denominator,
    delivered.is_averaged
from exact.core.delivered_indicator as delivered
left join counted using (program_id, year, indicator)
