-- one row per program, year and delivered indicator: ratios of counts as sums count them, other values as delivered
with counted as (
    select
        owner_id as program_id,
        year,
        observation as indicator,
        max(case when measure = 'placed' then in_sums end) as numerator,
        max(case when measure = 'graduates' then in_sums end) as denominator
    from disclosure.count
    where kind = 'indicator'
    group by owner_id, year, observation
)

select
    delivered.program_id,
    delivered.year,
    delivered.indicator,
    case
        when counted.numerator is not null and counted.denominator is not null
            then counted.numerator / nullif(counted.denominator, 0)
        else delivered.value
    end as value,
    counted.numerator,
    counted.denominator,
    delivered.is_averaged
from exact.core.delivered_indicator as delivered
left join counted using (program_id, year, indicator)
