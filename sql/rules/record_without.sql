-- one row per way of counting, program, year, indicator and observation: records with posts taken out of the placed
with many as (
    -- programs with a cohort of which more are in posts of their own school than the line allows
    select distinct program_id
    from rules.rate_signal
    where signal = 'in_house_posts' and signal_status = 'above'
),

ranked as (
    select count(*) as criteria
    from policy.criterion
    where rank_within is not null
),

asked as (
    select program_id from many
    union
    select ancestor.program_id
    from core.program_ancestor as ancestor
    inner join many on many.program_id = ancestor.ancestor_program_id
    union
    -- where programs are ranked, all of them are judged again
    select program.program_id
    from core.program as program
    cross join ranked
    where ranked.criteria > 0 and exists (select program_id from many)
),

taken as (
    select
        cohort.program_id, cohort.year, cohort.observation, 'nothing' as taken_out,
        cast(0 as bigint) as in_house, cast(0 as bigint) as flexible
    from core.cohort as cohort
    union all
    select
        cohort.program_id, cohort.year, cohort.observation, 'in_house' as taken_out,
        coalesce(cohort.in_house, 0) as in_house, cast(0 as bigint) as flexible
    from core.cohort as cohort
    union all
    select
        cohort.program_id, cohort.year, cohort.observation, 'in_house_and_flexible' as taken_out,
        coalesce(cohort.in_house, 0) as in_house, coalesce(cohort.freelance, 0) as flexible
    from core.cohort as cohort
),

way as (
    select distinct taken_out
    from taken
)

select
    way.taken_out,
    record.program_id,
    record.year,
    record.indicator,
    record.observation,
    case record.indicator
        when 'employment_rate' then greatest(record.numerator - coalesce(taken.in_house + taken.flexible, 0), 0)
        when 'contract_rate' then greatest(record.numerator - coalesce(taken.in_house, 0), 0)
        else record.numerator
    end as numerator,
    record.denominator,
    record.value,
    record.is_averaged,
    record.inherited_from
from core.record as record
inner join asked on asked.program_id = record.program_id
cross join way
left join taken
    on
        taken.taken_out = way.taken_out
        and taken.program_id = coalesce(record.inherited_from, record.program_id)
        and taken.year = record.year
        and taken.observation = record.observation
