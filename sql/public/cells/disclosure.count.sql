-- one row per cell and count in it that was delivered: as published, why withheld, and at what it stands in every sum
select
    counted.kind,
    counted.owner_id,
    counted.year,
    counted.observation,
    counted.part_of,
    counted.level,
    counted.measure,
    counted.status,
    coalesce(counted.in_sums, sibling.in_sums, stand_in.stand_in) as in_sums,
    -- a rate is withheld with its part, and printed as a bound that only the size of its whole says; of so few persons that
    -- both parts are small, nothing is said
    case
        when counted.status = 'c' and counted.whole > 2 * limit_.min_part and not counted.is_part_small
            then (counted.whole - limit_.min_part) / counted.whole
    end as rate_at_least,
    case
        when counted.status = 'c' and counted.whole > 2 * limit_.min_part and counted.is_part_small
            then limit_.min_part / counted.whole
    end as rate_at_most
from disclosure.withheld_count as counted
cross join disclosure.limit_ as limit_
left join disclosure.sibling as sibling using (kind, owner_id, year, observation, part_of, level, measure)
left join disclosure.stand_in as stand_in using (kind, level, year, observation, measure)
