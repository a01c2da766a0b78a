-- one row per program and measure that rules of advice can ask for: a ratio with its parts, or a value
with delivered as (
    select
        program_id, indicator, numerator, denominator, value,
        row_number() over (partition by program_id, indicator order by year desc) as newest_first
    from core.delivered_indicator
),

ratio as (
    select standing.program_id, ratio.supply, ratio.allocated_demand
    from rules.standing as standing
    inner join marts.major_ratio as ratio using (level, catalogue_version, major_code)
),

pairs as (
    select program_id, count(*) as programs
    from rules.similar_pair
    group by program_id
),

measured as (
    select program_id, 'supply_demand_ratio' as rule_measure, allocated_demand as numerator, supply as denominator, null as value
    from ratio
    union all
    select program_id, 'supply' as rule_measure, null as numerator, null as denominator, supply as value from ratio
    union all
    select program_id, 'judged_rate' as rule_measure, judged_numerator as numerator, judged_denominator as denominator, judged_value as value
    from rules.standing
    union all
    select program_id, 'intake_filled' as rule_measure, filled_seats as numerator, seats as denominator, null as value
    from rules.standing
    where filled_seats is not null
    union all
    select program_id, 'seats' as rule_measure, null as numerator, null as denominator, seats as value from rules.standing
    union all
    select program_id, 'years_without_seats' as rule_measure, null as numerator, null as denominator, years_without_seats as value
    from rules.standing
    union all
    select program_id, 'sites' as rule_measure, null as numerator, null as denominator, sites as value from rules.site_count
    union all
    select program_id, 'site_share' as rule_measure, sites as numerator, schools as denominator, null as value from rules.site_count
    union all
    select standing.program_id, 'similar_programs' as rule_measure, null as numerator, null as denominator, coalesce(pairs.programs, 0) as value
    from rules.standing as standing
    left join pairs on pairs.program_id = standing.program_id
    union all
    select program_id, indicator as rule_measure, numerator, denominator, value
    from delivered
    where newest_first = 1
)

select
    program_id,
    rule_measure,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    cast(coalesce(value, numerator / nullif(cast(denominator as double), 0)) as double) as value
from measured
where coalesce(value, numerator) is not null
