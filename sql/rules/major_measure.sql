-- one row per level, major and measure that rules of the public lists can ask for: a ratio with its parts, or a value
with ratio as (
    select standing.level_major_id, ratio.supply, ratio.allocated_demand
    from rules.major_standing as standing
    inner join marts.major_ratio as ratio using (level, catalogue_version, major_code)
),

measured as (
    select level_major_id, 'supply_demand_ratio' as rule_measure, allocated_demand as numerator, supply as denominator, null as value
    from ratio
    union all
    select level_major_id, 'supply' as rule_measure, null as numerator, null as denominator, supply as value from ratio
    union all
    select level_major_id, 'judged_rate' as rule_measure, judged_numerator as numerator, judged_denominator as denominator, null as value
    from rules.major_standing
    union all
    select level_major_id, 'intake_filled' as rule_measure, filled_seats as numerator, seats_with_intake as denominator, null as value
    from rules.major_standing
    union all
    select level_major_id, 'sites' as rule_measure, null as numerator, null as denominator, sites as value from rules.major_standing
    union all
    select level_major_id, 'site_share' as rule_measure, sites as numerator, schools as denominator, null as value
    from rules.major_standing
    union all
    select level_major_id, 'failing_share' as rule_measure, failing_programs as numerator, judged_programs as denominator, null as value
    from rules.major_standing
)

select
    level_major_id,
    rule_measure,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    cast(coalesce(value, numerator / nullif(cast(denominator as double), 0)) as double) as value
from measured
where coalesce(value, numerator) is not null
