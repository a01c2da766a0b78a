-- where programs are ranked or their sites counted, the rows of others of the level
insert into changes.evidence
with compares as (
    select distinct criterion_level.level
    from (from previous.policy.criterion union by name from warehouse.policy.criterion) as criterion
    inner join (
        from previous.policy.criterion_level
        union by name
        from warehouse.policy.criterion_level
    ) as criterion_level
        on criterion_level.criterion_id = criterion.criterion_id
    where criterion.rank_within is not null or criterion.indicator in ('sites', 'site_share')
),

-- a step of lineage names no level: it may move programs of any
of_level as (
    select input_id, cause, level, input_year, feed
    from changes.input_change
    where feed <> 'major_lineage'
    union all
    select distinct input_change.input_id, input_change.cause, program.level, cast(null as integer), input_change.feed
    from changes.input_change as input_change
    inner join changes.touched as touched on touched.input_id = input_change.input_id
    inner join changes.program as program on program.program_id = touched.program_id
    where input_change.feed = 'major_lineage'
)

select
    unproven.program_id,
    unproven.year,
    'peers' as relation,
    of_level.input_id,
    row_number() over (
        partition by unproven.program_id, unproven.year
        order by unproven.year - of_level.input_year, of_level.input_id
    ) as nearness
from changes.unproven as unproven
inner join compares on compares.level = unproven.level
inner join of_level
    on
        of_level.cause = unproven.cause
        and of_level.level = unproven.level
        and of_level.feed <> 'decision'
        and (of_level.input_year is null or of_level.input_year <= unproven.year)
qualify nearness <= 3
