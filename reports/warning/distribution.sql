-- one row per criterion and class of its value in the latest year: programs whose value is published, or at least a bound of it
with judged as (
    select
        result.criterion_id,
        coalesce(result.value, result.value_at_least, result.value_at_most) as value,
        result.line,
        max(result.year) over () as latest_year,
        result.year
    from marts.criterion_result as result
    where
        result.line_unit = 'bp'
        and coalesce(result.value, result.value_at_least, result.value_at_most) is not null
)

select
    judged.criterion_id,
    criterion.title_zh,
    criterion.title_en,
    criterion.indicator,
    criterion.fails_when,
    cast(least(floor(judged.value * $classes), $classes - 1) as integer) as class_number,
    min(judged.line) as lowest_line,
    max(judged.line) as highest_line,
    count(*) as programs
from judged
inner join policy.criterion as criterion on criterion.criterion_id = judged.criterion_id
where judged.year = judged.latest_year and criterion.fails_when <> 'bottom_share'
group by all
order by judged.criterion_id, class_number
