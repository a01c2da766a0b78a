-- one row per program, year and change that no filing states: seen in intakes, catalogues or cohorts
with renamed as (
    select program_id, year, 'renamed' as change, 'catalogue' as known_by, former_major_name
    from rules.entry_name
    union all
    select
        possible.begun_program_id as program_id,
        coalesce(begun.first_intake_year, possible.first_cohort_year) as year,
        'renamed' as change,
        'alike_cohorts' as known_by,
        max(possible.ended_major_name) as former_major_name
    from marts.possible_rename as possible
    inner join core.program as begun on begun.program_id = possible.begun_program_id
    group by all
),

-- what may only have changed its name has neither begun nor ended
in_question as (
    select begun_program_id as program_id, 'new' as change from marts.possible_rename
    union
    select ended_program_id as program_id, 'suspended' as change from marts.possible_rename
    union
    select ended_program_id as program_id, 'revoked' as change from marts.possible_rename
)

select program_id, year, change, known_by, former_major_name
from renamed
union all
select seen.program_id, seen.year, seen.change, seen.known_by, cast(null as varchar) as former_major_name
from rules.seat_change as seen
left join in_question on in_question.program_id = seen.program_id and in_question.change = seen.change
where in_question.program_id is null
