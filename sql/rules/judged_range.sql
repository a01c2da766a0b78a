-- one row per program, criterion that must speak for it and range of minimum cohorts under which it is judged
with last_result as (
    select criterion_result.program_id, criterion_result.criterion_id, criterion_result.result, criterion_result.is_required
    from rules.criterion_result as criterion_result
    inner join rules.judged_until as judged on criterion_result.year = judged.judged_until_year
),

speaking as (
    select last_result.program_id, last_result.criterion_id, last_result.result
    from last_result
    where last_result.is_required
    union all
    -- where none must, the one that does
    select required.program_id, required.criterion_id, required.result
    from rules.required_result as required
    inner join rules.judged_until as judged on required.year = judged.judged_until_year
    left join (select distinct program_id from last_result where is_required) as other
        on other.program_id = required.program_id
    where other.program_id is null
),

movable as (
    select distinct criterion_id
    from rules.adjustable
),

place as (
    select
        asked.criterion_id,
        asked.minimum_cohort,
        row_number() over (partition by asked.criterion_id order by asked.minimum_cohort) as place
    from (select distinct criterion_id, minimum_cohort from rules.asked_cohort) as asked
),

ranged as (
    select
        speaking.program_id,
        speaking.criterion_id,
        line.minimum_cohort,
        place.place - row_number() over (
            partition by speaking.program_id, speaking.criterion_id order by place.place
        ) as island
    from speaking
    cross join rules.judged_until as judged
    inner join rules.lowest_line as line
        on
            line.program_id = speaking.program_id
            and line.criterion_id = speaking.criterion_id
            and line.year = judged.judged_until_year
    inner join place on place.criterion_id = line.criterion_id and place.minimum_cohort = line.minimum_cohort
),

known as (
    select
        program_id, criterion_id,
        min(minimum_cohort) as minimum_cohort, max(minimum_cohort) as minimum_cohort_to, true as is_adjustable
    from ranged
    group by program_id, criterion_id, island
    union all
    select
        speaking.program_id, speaking.criterion_id,
        0 as minimum_cohort, cast(null as bigint) as minimum_cohort_to, false as is_adjustable
    from speaking
    left join movable on movable.criterion_id = speaking.criterion_id
    where movable.criterion_id is null and speaking.result in ('fail', 'pass')
),

-- a program is judged when each of its criteria is
complete as (
    select speaking.program_id
    from speaking
    left join (select distinct program_id, criterion_id from known) as found using (program_id, criterion_id)
    group by speaking.program_id
    having count(found.criterion_id) = count(*)
)

select
    known.program_id, judged.judged_until_year as year, known.criterion_id,
    known.minimum_cohort, known.minimum_cohort_to, known.is_adjustable
from known
cross join rules.judged_until as judged
inner join complete on complete.program_id = known.program_id
