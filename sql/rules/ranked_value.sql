-- one row per program, year and criterion whose line is a rank: the value it is ranked by, which is a published one
with disclosure as (
    select
        coalesce(max(case when parameter = 'disclosure_min_cohort' then value end), 0) as min_cohort,
        coalesce(max(case when parameter = 'disclosure_min_part' then value end), 0) as min_part,
        -- the smallest part that is withheld
        1 - coalesce(max(case when parameter = 'disclosure_zero_is_small' then value end), 0) as least_part
    from rules.parameter_in_force
    where level is null
),

-- every cohort that may be ranked, alone or in a pool, and whether a part of it is withheld
counted as (
    select
        own_reading.program_id,
        own_reading.year,
        own_reading.criterion_id,
        own_reading.level,
        own_reading.inherited_from,
        own_reading.own_numerator as numerator,
        own_reading.own_denominator as denominator,
        disclosure.min_part,
        disclosure.least_part,
        own_reading.own_denominator >= disclosure.min_cohort as is_large,
        own_reading.own_denominator >= disclosure.min_cohort
        and own_reading.own_numerator between disclosure.least_part and disclosure.min_part as is_part_withheld,
        own_reading.own_denominator >= disclosure.min_cohort
        and own_reading.own_denominator - own_reading.own_numerator
        between disclosure.least_part and disclosure.min_part as is_rest_withheld
    from rules.own_reading as own_reading
    inner join policy.criterion as criterion on criterion.criterion_id = own_reading.criterion_id
    cross join disclosure
    where
        criterion.rank_within is not null
        and own_reading.exemption_reason is null
        and not own_reading.is_skipped
        and own_reading.own_numerator is not null
        and own_reading.own_denominator is not null
),

-- a withheld part stands midway between the least and the most that it can be, its rest at what remains
level_share as (
    select
        criterion_id,
        level,
        year,
        cast(
            sum(cast(case
                when is_part_withheld then (least_part + min_part) / 2
                when is_rest_withheld then denominator - (least_part + min_part) / 2
                else numerator
            end as decimal(18, 1))) as double
        ) / nullif(cast(sum(denominator) as double), 0) as published_share
    from counted
    where is_large and inherited_from is null
    group by criterion_id, level, year
),

-- a withheld rate stands at its bound, which depends on the size of the cohort alone
pooled as (
    select
        judged_value.program_id,
        judged_value.year,
        judged_value.criterion_id,
        sum(cast(case
            when counted.is_part_withheld then counted.min_part
            when counted.is_rest_withheld then counted.denominator - counted.min_part
            else counted.numerator
        end as bigint)) as numerator,
        sum(counted.denominator) as denominator,
        -- of nobody nothing is withheld
        bool_and(counted.is_large or counted.denominator = 0) as is_published,
        bool_and(not counted.is_part_withheld and not counted.is_rest_withheld) as is_exact
    from rules.judged_value as judged_value
    inner join counted
        on
            counted.program_id = judged_value.program_id
            and counted.criterion_id = judged_value.criterion_id
            and counted.year between judged_value.covers_from and judged_value.year
    where judged_value.denominator is not null
    group by judged_value.program_id, judged_value.year, judged_value.criterion_id
),

-- a reading without counts is published as it was delivered, unless it is one of few persons
bare as (
    select
        judged_value.program_id, judged_value.year, judged_value.criterion_id,
        coalesce(
            judged_value.own_denominator = 0 or judged_value.own_denominator >= disclosure.min_cohort, true
        ) as is_published
    from rules.judged_value as judged_value
    cross join disclosure
    where judged_value.denominator is null
)

select
    judged_value.program_id,
    judged_value.year,
    judged_value.criterion_id,
    judged_value.level,
    judged_value.inherited_from,
    case
        when pooled.is_published
            then cast(pooled.numerator as double) / nullif(cast(pooled.denominator as double), 0)
        when bare.is_published then judged_value.value
        else level_share.published_share
    end as ranked_value,
    coalesce(pooled.is_published and pooled.is_exact, bare.is_published) as is_own_value
from rules.judged_value as judged_value
inner join policy.criterion as criterion on criterion.criterion_id = judged_value.criterion_id
left join pooled
    on
        pooled.program_id = judged_value.program_id
        and pooled.year = judged_value.year
        and pooled.criterion_id = judged_value.criterion_id
left join bare
    on
        bare.program_id = judged_value.program_id
        and bare.year = judged_value.year
        and bare.criterion_id = judged_value.criterion_id
left join level_share
    on
        level_share.criterion_id = judged_value.criterion_id
        and level_share.level = judged_value.level
        and level_share.year = judged_value.year
where criterion.rank_within is not null and judged_value.value is not null
