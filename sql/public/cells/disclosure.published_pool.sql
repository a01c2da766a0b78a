-- one row per result of several withheld cohorts whose sums are published: windows of too few persons each, that overlap no other
-- A window with a year that is published would give the others away, and so would two windows that share a year. Earlier
-- windows go first, those of earlier releases before all; nothing but published facts decides (method.md §8).
with recursive windowed as (
    select
        program_id, year, criterion_id,
        min(owner_id) as owner_id,
        min(counted_year) as covers_from,
        count(*) as years,
        bool_and(numerator_status is not distinct from 'low' and denominator_status is not distinct from 'low') as is_all_low
    from disclosure.published_cell
    group by program_id, year, criterion_id
    having count(*) > 1 and count(distinct owner_id) = 1
),

candidate as (
    select
        windowed.owner_id, windowed.program_id, windowed.year, windowed.criterion_id, windowed.covers_from,
        row_number() over (
            partition by windowed.owner_id order by windowed.year, windowed.covers_from desc, windowed.criterion_id, windowed.program_id
        ) as place
    from windowed
    cross join disclosure.limit_ as limit_
    inner join exact.marts.criterion_result as result using (program_id, year, criterion_id)
    left join disclosure.earlier_pool as earlier
        on
            earlier.owner_id = windowed.owner_id
            and earlier.covers_from <= windowed.year
            and earlier.year >= windowed.covers_from
            and (earlier.program_id, earlier.year, earlier.criterion_id, earlier.covers_from)
            is distinct from (windowed.program_id, windowed.year, windowed.criterion_id, windowed.covers_from)
    where
        windowed.is_all_low
        and earlier.owner_id is null
        and result.denominator
        between limit_.min_cohort and (limit_.min_cohort - 1) * windowed.years - limit_.pool_slack
        and least(result.numerator, result.denominator - result.numerator) > limit_.min_part
),

-- one after the other, each that begins after the last one chosen ends
chosen as (
    select owner_id, place, year as until_year, true as is_chosen
    from candidate
    where place = 1
    union all
    select
        next.owner_id, next.place,
        case when next.covers_from > chosen.until_year then next.year else chosen.until_year end as until_year,
        next.covers_from > chosen.until_year as is_chosen
    from chosen
    inner join candidate as next on next.owner_id = chosen.owner_id and next.place = chosen.place + 1
)

select candidate.owner_id, candidate.program_id, candidate.year, candidate.criterion_id, candidate.covers_from
from candidate
inner join chosen using (owner_id, place)
where chosen.is_chosen
