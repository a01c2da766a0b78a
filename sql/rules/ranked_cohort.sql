-- one row per program, year and criterion with a counted cohort, where the line is a rank: its counts as they are published
-- an exempt or averaged cohort is not ranked, alone or in a pool
with counted as (
    select
        own_reading.*,
        size.min_part,
        -- midway between the least and the most that a withheld part can be
        (size.least_part + size.min_part) / 2 as middle,
        own_reading.own_denominator >= size.min_cohort as is_large,
        own_reading.own_numerator between size.least_part and size.min_part as is_part_small,
        own_reading.own_denominator - own_reading.own_numerator
        between size.least_part and size.min_part as is_rest_small
    from rules.own_reading as own_reading
    inner join policy.criterion as criterion on criterion.criterion_id = own_reading.criterion_id
    cross join rules.withheld_size as size
    where
        criterion.rank_within is not null
        and own_reading.exemption_reason is null
        and not own_reading.is_skipped
        and own_reading.own_numerator is not null
        and own_reading.own_denominator is not null
)

select
    program_id,
    year,
    criterion_id,
    level,
    inherited_from,
    own_denominator,
    -- of nobody nothing is withheld
    is_large or own_denominator = 0 as is_published,
    not is_large or not (is_part_small or is_rest_small) as is_own_value,
    cast(case
        when is_large and is_part_small then min_part
        when is_large and is_rest_small then own_denominator - min_part
        else own_numerator
    end as decimal(18, 1)) as bound_numerator,
    cast(case
        when is_large and is_part_small then middle
        when is_large and is_rest_small then own_denominator - middle
        else own_numerator
    end as decimal(18, 1)) as middle_numerator
from counted
