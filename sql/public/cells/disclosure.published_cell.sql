-- one row per ratio of counts that was judged and cell it pools: both counts as they stand in sums, why one is withheld
select
    cell.program_id,
    cell.year,
    cell.criterion_id,
    cell.owner_id,
    cell.counted_year,
    numerator.in_sums as numerator,
    numerator.status as numerator_status,
    numerator.rate_at_least,
    numerator.rate_at_most,
    denominator.in_sums as denominator,
    denominator.status as denominator_status
from disclosure.result_cell as cell
inner join disclosure.count as numerator
    on
        numerator.kind = cell.kind
        and numerator.owner_id = cell.owner_id
        and numerator.year = cell.counted_year
        and numerator.observation = cell.observation
        and numerator.measure = cell.numerator
inner join disclosure.count as denominator
    on
        denominator.kind = cell.kind
        and denominator.owner_id = cell.owner_id
        and denominator.year = cell.counted_year
        and denominator.observation = cell.observation
        and denominator.measure = cell.denominator
