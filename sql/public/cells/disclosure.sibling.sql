-- one row per count of an industry that is withheld beside smaller ones of its major: at what it stands in sums
-- That is what remains of the employed that the programs of the major publish, ten for each cell and cohort of fewer; of those
-- matched, the share that is published of the major.
with major as (
    select
        concat_ws('.', program.catalogue_version, program.major_code) as owner_id, counted.year, counted.level,
        sum(case when counted.measure = 'employed' then coalesce(counted.in_sums, limit_.stand_in) end) as employed,
        sum(case when counted.measure = 'matched' then counted.in_sums end)
        / nullif(sum(case when counted.measure = 'employed' then counted.in_sums end), 0) as matched_share
    from disclosure.withheld_count as counted
    cross join disclosure.limit_ as limit_
    inner join core.program as program on program.program_id = counted.owner_id
    where counted.kind = 'cohort' and counted.observation = 'year_end'
    group by all
),

unit as (
    select
        owner_id, year, observation, level,
        coalesce(sum(in_sums), 0) as published,
        count(case when is_sibling then 1 end) as siblings,
        count(case when status = 'low' and not is_sibling then 1 end) as smaller
    from disclosure.withheld_count
    where kind = 'employer' and measure = 'graduates'
    group by owner_id, year, observation, level
),

remaining as (
    select
        unit.*,
        greatest(limit_.min_cohort, (coalesce(major.employed, 0) - unit.published - unit.smaller * limit_.stand_in) / unit.siblings)
            as employed,
        coalesce(major.matched_share, 0.5) as matched_share
    from unit
    cross join disclosure.limit_ as limit_
    left join major using (owner_id, year, level)
    where unit.siblings > 0
)

select
    counted.kind, counted.owner_id, counted.year, counted.observation, counted.part_of, counted.level, counted.measure,
    -- as exact in sums as a stand-in
    floor(1048576 * remaining.employed * case counted.measure when 'placed' then least(remaining.matched_share, 1) else 1 end)
    / 1048576 as in_sums
from disclosure.withheld_count as counted
inner join remaining using (owner_id, year, observation, level)
where counted.is_sibling
