-- one row per kind of cell, level, year, observation and measure: at what a cell stands in sums of which nothing is published
-- That is what the exact margin leaves for each of them; without an exact margin, ten persons, and parts in the shares
-- that are published. The margin is exact where enough cells of enough schools are withheld, and what is left lies
-- well inside what they can add up to.
with part (measure, whole, nearness) as (
    values
    ('placed', 'graduates', 1), ('employed', 'placed', 1), ('employed', 'graduates', 2),
    ('matched', 'employed', 1), ('matched', 'placed', 2), ('matched', 'graduates', 3),
    ('contract', 'employed', 1), ('contract', 'placed', 2), ('contract', 'graduates', 3),
    ('freelance', 'employed', 1), ('freelance', 'placed', 2), ('freelance', 'graduates', 3),
    ('in_house', 'contract', 1), ('in_house', 'employed', 2), ('in_house', 'placed', 3), ('in_house', 'graduates', 4)
),

of_school as (
    select kind, level, year, observation, measure, school, count(*) as cells
    from disclosure.withheld_count
    where status = 'low' and not is_sibling
    group by kind, level, year, observation, measure, school
),

schools as (
    select kind, level, year, observation, measure, count(*) as schools, max(cells) as most_of_one
    from of_school
    group by kind, level, year, observation, measure
),

summed as (
    select
        kind, level, year, observation, measure,
        cast(sum(exact) as bigint) as margin,
        count(case when status = 'low' and not is_sibling then 1 end) as cells,
        count(case when status = 'c' then 1 end) as small_parts,
        sum(exact) - coalesce(sum(coalesce(counted.in_sums, sibling.in_sums)), 0) as remainder
    from disclosure.withheld_count as counted
    left join disclosure.sibling as sibling using (kind, owner_id, year, observation, part_of, level, measure)
    group by kind, level, year, observation, measure
),

moved as (
    -- schools with cells delivered otherwise than in the release before, of which this count is withheld now or was then
    select
        coalesce(now.kind, earlier.kind) as kind, coalesce(now.level, earlier.level) as level,
        coalesce(now.year, earlier.year) as year, coalesce(now.observation, earlier.observation) as observation,
        coalesce(now.measure, earlier.measure) as measure,
        count(distinct coalesce(now.school, earlier.school)) as schools
    from (select * from disclosure.withheld_count where status is not null) as now
    full join disclosure.earlier_count as earlier
        on
            earlier.kind = now.kind
            and earlier.owner_id = now.owner_id
            and earlier.year = now.year
            and earlier.observation = now.observation
            and earlier.part_of = now.part_of
            and earlier.level = now.level
            and earlier.measure = now.measure
    where now.delivered is distinct from earlier.delivered
    group by all
),

bounded as (
    select
        summed.*,
        coalesce(schools.schools, 0) as schools,
        earlier.stand_in as earlier_stand_in,
        earlier.margin as earlier_margin,
        coalesce(earlier.is_carried, false) as was_carried,
        coalesce(moved.schools, 0) as moved_schools,
        limit_.stand_in as assumed,
        coalesce(
            summed.cells - schools.most_of_one >= limit_.margin_cells
            and schools.schools > limit_.margin_schools
            and summed.remainder >= case when part.whole is null then summed.cells else 0 end + limit_.margin_slack
            and summed.remainder <= coalesce(whole.remainder, summed.cells * (limit_.min_cohort - 1)) - limit_.margin_slack,
            false
        ) as is_inside
    from summed
    cross join disclosure.limit_ as limit_
    left join schools using (kind, level, year, observation, measure)
    left join part on part.measure = summed.measure and part.nearness = 1
    left join summed as whole
        on
            whole.kind = summed.kind
            and whole.level = summed.level
            and whole.year = summed.year
            and whole.observation = summed.observation
            and whole.measure = part.whole
    left join moved
        on
            moved.kind = summed.kind
            and moved.level = summed.level
            and moved.year = summed.year
            and moved.observation = summed.observation
            and moved.measure = summed.measure
    left join disclosure.earlier_stand_in as earlier
        on
            earlier.kind = summed.kind
            and earlier.level = summed.level
            and earlier.year = summed.year
            and earlier.observation = summed.observation
            and earlier.measure = summed.measure
),

-- a margin that so few schools moved would say by how much; until enough have, the stand-in stays that of the last release
carried as (
    select
        bounded.*,
        (earlier_margin is not null or was_carried) and cells > 0
        and (moved_schools between 1 and limit_.margin_schools - 1 or (was_carried and moved_schools = 0)) as is_carried
    from bounded
    cross join disclosure.limit_ as limit_
),

exact as (
    -- a part's margin is exact where those of its wholes are
    select carried.*, carried.is_inside and not carried.is_carried and coalesce(wholes.are_exact, true) as is_exact
    from carried
    left join (
        select
            whole.kind, whole.level, whole.year, whole.observation, part.measure,
            bool_and(whole.is_inside and not whole.is_carried) as are_exact
        from part
        inner join carried as whole on whole.measure = part.whole
        group by all
    ) as wholes
        on
            wholes.kind = carried.kind
            and wholes.level = carried.level
            and wholes.year = carried.year
            and wholes.observation = carried.observation
            and wholes.measure = carried.measure
),

-- of the published cells that give both: how much of the whole a part is
shared as (
    select
        counted.kind, counted.level, counted.year, counted.observation, counted.measure,
        sum(counted.in_sums) / nullif(sum(whole.in_sums), 0) as share
    from disclosure.withheld_count as counted
    inner join disclosure.withheld_count as whole using (kind, owner_id, year, observation, part_of, level)
    where whole.measure = 'graduates' and counted.in_sums is not null and whole.in_sums is not null
    group by all
),

-- by the exact margin, or as before, or as a cell of which nothing is known
sized as (
    select
        exact.*,
        case
            when exact.is_carried then exact.earlier_stand_in
            when exact.is_exact then exact.remainder / exact.cells
            when exact.measure = 'graduates' then exact.assumed
        end as own
    from exact
),

standing as (
    -- the nearest whole that has one of its own, times what the part is of it
    select
        sized.kind, sized.level, sized.year, sized.observation, sized.measure, sized.own,
        coalesce(sized.own, any_value(shared.share) * arg_min(whole.own / nullif(of_whole.share, 0), part.nearness)) as persons
    from sized
    left join shared using (kind, level, year, observation, measure)
    left join part on part.measure = sized.measure
    left join sized as whole
        on
            whole.kind = sized.kind
            and whole.level = sized.level
            and whole.year = sized.year
            and whole.observation = sized.observation
            and whole.measure = part.whole
            and whole.own is not null
    left join shared as of_whole
        on
            of_whole.kind = whole.kind
            and of_whole.level = whole.level
            and of_whole.year = whole.year
            and of_whole.observation = whole.observation
            and of_whole.measure = whole.measure
    group by sized.kind, sized.level, sized.year, sized.observation, sized.measure, sized.own
),

-- shares may be those of other cohorts than a whole's: a part is kept within each of its wholes
within as (
    select whole.kind, whole.level, whole.year, whole.observation, part.measure, min(whole.persons) as persons
    from part
    inner join standing as whole on whole.measure = part.whole
    inner join sized on
        sized.kind = whole.kind
        and sized.level = whole.level
        and sized.year = whole.year
        and sized.observation = whole.observation
        and sized.measure = whole.measure
        and sized.cells > 0
    group by all
)

select
    sized.kind, sized.level, sized.year, sized.observation, sized.measure,
    sized.cells, sized.schools, sized.is_exact, sized.is_carried,
    case when sized.is_exact or sized.cells = 0 and sized.small_parts = 0 then sized.margin end as margin,
    -- a multiple of so small a part of a person that sums of doubles are exact, in whatever order they are made
    floor(1048576 * coalesce(sized.own, least(standing.persons, within.persons), sized.assumed)) / 1048576 as stand_in
from sized
left join standing using (kind, level, year, observation, measure)
left join within using (kind, level, year, observation, measure)
