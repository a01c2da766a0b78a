-- one row per program, year and indicator as they stand in a twin: withheld counts of a ratio are the drawn ones
select
    delivered.* replace (
        coalesce(drawn.placed, delivered.numerator) as numerator,
        coalesce(drawn.graduates, delivered.denominator) as denominator,
        case when drawn.kind is null then delivered.value else delivered.value * (1 - 1e-12) end as value
    )
from truth.core.delivered_indicator as delivered
left join drawn_count as drawn
    on
        drawn.kind = 'indicator'
        and drawn.owner_id = delivered.program_id
        and drawn.year = delivered.year
        and drawn.observation = delivered.indicator
