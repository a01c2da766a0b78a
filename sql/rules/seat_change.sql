-- one row per program and change that its intakes show from one September to the next
with limits as (
    select
        max(case when parameter = 'expanded_bp' then value end) as expanded_bp,
        max(case when parameter = 'shrunk_bp' then value end) as shrunk_bp,
        max(case when parameter = 'changed_seats' then value end) as changed_seats
    from rules.parameter_in_force
),

reported as (
    select distinct institution_code, year
    from core.seats
),

step as (
    select
        now.program_id,
        now.year,
        now.seats,
        now.is_delivered,
        before.seats as seats_before,
        first.year as first_year,
        max(case when now.seats > 0 then now.year end) over earlier as last_open_year
    from core.seats as now
    inner join (select program_id, min(year) as year from core.seats group by program_id) as first
        on first.program_id = now.program_id
    left join core.seats as before on before.program_id = now.program_id and before.year = now.year - 1
    window earlier as (partition by now.program_id order by now.year range between unbounded preceding and 1 preceding)
),

-- the first intake of a program without a past, at a school that reported the year before
begun as (
    select step.program_id, step.year, 'new' as change, 'first_intake' as known_by
    from step
    inner join core.program as program on program.program_id = step.program_id
    inner join reported
        on reported.institution_code = program.institution_code and reported.year = step.year - 1
    left join core.program_ancestor as ancestor on ancestor.program_id = step.program_id
    where
        step.year = step.first_year
        and step.seats > 0
        and ancestor.program_id is null
        and (program.first_result_year is null or program.first_result_year > step.year)
),

-- out of the deliveries once its last students have left
ended as (
    select step.program_id, min(step.year) as year, 'revoked' as change, 'left_the_register' as known_by
    from step
    inner join core.program as program on program.program_id = step.program_id
    inner join rules.parameter_in_force as length
        on length.parameter = 'programme_length' and length.level = program.level
    where not step.is_delivered and step.seats = 0 and step.year - step.last_open_year >= length.value
    group by step.program_id
),

moved as (
    select
        step.program_id,
        step.year,
        case
            when step.seats = 0 and step.seats_before > 0 then 'suspended'
            when step.seats > 0 and step.seats_before = 0 then 'resumed'
            when
                10000 * (step.seats - step.seats_before) >= limits.expanded_bp * step.seats_before
                and step.seats - step.seats_before >= limits.changed_seats
                then 'expanded'
            when
                10000 * (step.seats_before - step.seats) >= limits.shrunk_bp * step.seats_before
                and step.seats_before - step.seats >= limits.changed_seats
                then 'shrunk'
        end as change,
        case
            when step.seats = 0 then 'no_seats'
            when step.seats_before = 0 then 'seats_again'
            when step.seats > step.seats_before then 'seats_up'
            else 'seats_down'
        end as known_by
    from step
    cross join limits
    where step.seats + step.seats_before > 0
)

select program_id, year, change, known_by from begun
union all
select program_id, year, change, known_by from ended
union all
select program_id, year, change, known_by from moved where change is not null
