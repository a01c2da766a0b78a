-- one row per ratio of counts that was judged and cell it pools: whose, of which year, which two counts
select
    result.program_id,
    result.year,
    result.criterion_id,
    case when rate.numerator is null then 'indicator' else 'cohort' end as kind,
    coalesce(record.inherited_from, record.program_id) as owner_id,
    record.year as counted_year,
    case when rate.numerator is null then criterion.indicator else record.observation end as observation,
    -- a rate of cohorts divides two counts of core.cohort, any other indicator two of its own
    coalesce(rate.numerator, 'placed') as numerator,
    coalesce(rate.denominator, 'graduates') as denominator
from exact.marts.criterion_result as result
inner join policy.criterion as criterion
    on criterion.criterion_id = result.criterion_id and criterion.indicator <> 'site_share'
inner join exact.core.record as record
    on
        record.program_id = result.program_id
        and record.indicator = criterion.indicator
        and record.observation is not distinct from criterion.observation
        and record.year between result.covers_from and result.year
        and record.numerator is not null
        and record.denominator is not null
left join disclosure.cohort_rate as rate on rate.indicator = criterion.indicator
-- an exempt cohort is not judged, alone or in a pool
left join exact.rules.exempted as exempted
    on
        exempted.program_id = result.program_id
        and exempted.criterion_id = result.criterion_id
        and exempted.year = record.year
where
    exempted.program_id is null
    and (result.denominator is not null or result.reason_code = 'cohort_below_minimum')
    and not (criterion.skips_averaged and record.is_averaged)
