-- one row per program and program whose record it carries on, through one merger or split or through several
with recursive step as (
    select
        program_id,
        predecessor_program_id,
        effective_year,
        -- cohorts of a split parent still graduate after its last intake, and are its children's record too
        case when kind = 'split' then 9999 else effective_year end as cohorts_before_year
    from core.program_predecessor
),

carried as (
    select
        program_id,
        predecessor_program_id as ancestor_program_id,
        effective_year as before_year,
        cohorts_before_year,
        1 as steps
    from step
    union all
    select
        carried.program_id,
        step.predecessor_program_id as ancestor_program_id,
        least(carried.before_year, step.effective_year) as before_year,
        least(carried.cohorts_before_year, step.cohorts_before_year) as cohorts_before_year,
        carried.steps + 1 as steps
    from carried
    inner join step on step.program_id = carried.ancestor_program_id
    -- a program split from one that is merged back into it must not run in a circle
    where carried.steps < 20 and step.predecessor_program_id <> carried.program_id
),

ranked as (
    select
        carried.*,
        row_number() over (partition by program_id, ancestor_program_id order by steps) as preference
    from carried
)

select program_id, ancestor_program_id, before_year, cohorts_before_year, steps
from ranked
where preference = 1
