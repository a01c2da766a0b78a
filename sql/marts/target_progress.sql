-- one row per target and year with a value to reach or a value reached: how far it has come on the way to the next value
with reading as (
    select
        target_code,
        year,
        max(target_name) as target_name,
        max(clause) as target_clause,
        max(unit) as target_unit,
        max(target_value) as target_value,
        max(actual_value) as actual_value
    from staging.target
    where row_status = 'loaded'
    group by target_code, year
),

milestone as (
    select target_code, year, target_value
    from reading
    where target_value is not null
),

-- of each year: the next value set for that year or later; after the last one, the last
placed as (
    select
        reading.*,
        coalesce(
            (select min(due.year) from milestone as due where due.target_code = reading.target_code and due.year >= reading.year),
            (select max(due.year) from milestone as due where due.target_code = reading.target_code)
        ) as due_year,
        min(case when reading.actual_value is not null then reading.year end) over own as first_reported_year,
        max(case when reading.actual_value is not null then reading.year end) over own as last_reported_year
    from reading
    window own as (partition by reading.target_code)
),

-- the way starts at the value set before, or, where there is none, at the first one reported
started as (
    select
        placed.*,
        due.target_value as due_value,
        coalesce(before.year, first.year) as start_year,
        coalesce(before.target_value, first.actual_value) as start_value,
        (
            select min(reached.year)
            from reading as reached
            where reached.target_code = placed.target_code and reached.actual_value >= due.target_value
        ) as reached_year
    from placed
    left join milestone as due on due.target_code = placed.target_code and due.year = placed.due_year
    left join milestone as before
        on
            before.target_code = placed.target_code
            and before.year = (
                select max(earlier.year)
                from milestone as earlier
                where earlier.target_code = placed.target_code and earlier.year < placed.due_year
            )
    left join reading as first
        on first.target_code = placed.target_code and first.year = placed.first_reported_year
),

expected as (
    select
        started.*,
        case
            when year >= due_year then due_value
            when start_year < due_year and year >= start_year
                then start_value + (due_value - start_value) * (year - start_year) / nullif(cast(due_year - start_year as double), 0)
        end as expected_value
    from started
)

select
    target_code,
    target_name,
    target_clause,
    target_unit,
    year,
    due_year,
    due_value,
    actual_value,
    actual_value / nullif(due_value, 0) as target_share,
    expected_value,
    reached_year,
    last_reported_year,
    case
        when due_value is null then 'no_target'
        when actual_value is null then 'not_reported'
        when actual_value >= due_value and reached_year > due_year then 'reached_late'
        when actual_value >= due_value then 'reached'
        when year >= due_year then 'missed'
        when expected_value is null or actual_value >= expected_value then 'on_course'
        else 'behind'
    end as target_status,
    year = coalesce(last_reported_year, max(year) over (partition by target_code)) as is_newest_reading
from expected
