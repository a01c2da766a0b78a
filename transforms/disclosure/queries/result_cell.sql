-- one row per ratio of counts that was judged and count of persons it pools: whose, of which year, which two counts
select
    result.program_id,
    result.year,
    result.criterion_id,
    coalesce(record.inherited_from, record.program_id) as owner_id,
    record.year as counted_year,
    record.observation,
    -- a rate of cohorts divides two counts of core.cohort, any other indicator two of its own
    coalesce($numerators[list_position($rates, criterion.indicator)], concat(criterion.indicator, '.numerator')) as numerator,
    coalesce($denominators[list_position($rates, criterion.indicator)], concat(criterion.indicator, '.denominator'))
        as denominator
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
