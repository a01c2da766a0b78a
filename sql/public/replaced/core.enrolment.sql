-- one row per program and enrolment year: plan and intake to the base; that somebody was taken in stays to be seen, and the
-- newest intake stays on its side of the shares of the plan, which is published as it is, that rules of advice compare it with
with asked as (
    select
        standing.program_id,
        standing.seats_year as year,
        standing.filled_seats,
        case
            when reading.holds_when in ('below', 'at_or_above') then ceil(reading.line * reading.denominator / 10000)
            else floor(reading.line * reading.denominator / 10000) + 1
        end as needed
    from exact.rules.rule_reading as reading
    inner join exact.rules.standing as standing on standing.program_id = reading.subject_id
    where reading.ruleset = 'advice' and reading.rule_measure = 'intake_filled' and reading.unit = 'bp' and reading.denominator > 0
),

-- between two lines, or below the first, there may be no room for a multiple and all it stands for
apart as (
    select
        asked.*,
        limit_.rounding_base as base,
        coalesce(lag(asked.needed) over (partition by asked.program_id order by asked.needed), 1) as after
    from (select distinct * from asked) as asked
    cross join disclosure.limit_ as limit_
),

sides as (
    select
        program_id,
        year,
        max(case when filled_seats >= needed then needed end) as at_least,
        min(case when filled_seats < needed then needed end) as below,
        bool_or(
            greatest(base, base * ceil((after + base // 2) / nullif(base, 0)))
            > base * floor((needed - 1 - (base - 1) // 2) / nullif(base, 0))
        ) as is_cramped
    from apart
    group by program_id, year
),

bounded as (
    select
        enrolment.*,
        limit_.rounding_base as base,
        coalesce(sides.is_cramped, false) as is_cramped,
        limit_.rounding_base
        * ceil((sides.at_least + limit_.rounding_base // 2) / nullif(limit_.rounding_base, 0)) as lowest,
        limit_.rounding_base
        * floor((sides.below - 1 - (limit_.rounding_base - 1) // 2) / nullif(limit_.rounding_base, 0)) as highest
    from exact.core.enrolment as enrolment
    cross join disclosure.limit_ as limit_
    left join sides on sides.program_id = enrolment.program_id and sides.year = enrolment.year
),

rounded as (
    select
        bounded.*,
        case
            -- as many as were planned: of so few seats the advice says more than a rounded intake may
            when is_cramped then greatest(base, base * round(planned / nullif(base, 0)))
            else
                greatest(coalesce(lowest, base), least(base * round(intake / nullif(base, 0)), coalesce(highest, intake + base)), base)
        end as rounded_intake
    from bounded
)

select
    program_id,
    year,
    case when planned > 0 then greatest(base, base * cast(round(planned / nullif(base, 0)) as bigint)) else planned end as planned,
    case
        when registered is null and intake > 0 then cast(rounded_intake as bigint)
        when admitted > 0 then greatest(base, base * cast(round(admitted / nullif(base, 0)) as bigint))
        else admitted
    end as admitted,
    case
        when registered is not null and intake > 0 then cast(rounded_intake as bigint)
        when registered > 0 then greatest(base, base * cast(round(registered / nullif(base, 0)) as bigint))
        else registered
    end as registered,
    case when enrolled > 0 then greatest(base, base * cast(round(enrolled / nullif(base, 0)) as bigint)) else enrolled end as enrolled,
    case when intake > 0 then cast(rounded_intake as bigint) else intake end as intake,
    delivered_rows
from rounded
