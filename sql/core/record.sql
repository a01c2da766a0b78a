-- one row per program, year, indicator and observation a program answers for: its own readings and inherited ones
with inherited as (
    select
        ancestor.program_id, reading.year, reading.indicator, reading.observation,
        reading.numerator, reading.denominator, reading.value, reading.is_averaged,
        reading.program_id as inherited_from,
        row_number() over (
            partition by ancestor.program_id, reading.year, reading.indicator, reading.observation
            order by ancestor.steps
        ) as nearness
    from core.program_ancestor as ancestor
    inner join core.reading as reading
        on
            reading.program_id = ancestor.ancestor_program_id
            and reading.year < case
                when reading.observation is null then ancestor.before_year else ancestor.cohorts_before_year
            end
)

select
    program_id, year, indicator, observation, numerator, denominator, value, is_averaged,
    cast(null as varchar) as inherited_from
from core.reading
union all
select
    inherited.program_id, inherited.year, inherited.indicator, inherited.observation,
    inherited.numerator, inherited.denominator, inherited.value, inherited.is_averaged,
    inherited.inherited_from
from inherited
left join core.reading as own
    on
        own.program_id = inherited.program_id
        and own.year = inherited.year
        and own.indicator = inherited.indicator
        and own.observation is not distinct from inherited.observation
where inherited.nearness = 1 and own.program_id is null
