-- one row per criterion of the newest year: programs with a rate, and those on the failing side of the line
with judged as (
    select criterion_id, value, line, max(year) over () as newest, year
    from marts.criterion_result
    where line_unit = 'bp' and value is not null
)

select
    count(*) as programs,
    count(*) filter (where ceil(value * 20) * 500 <= line) as failing_classes,
    count(*) filter (where (floor(value * 20) + 1) * 500 <= line) as failing
from judged
where year = newest
group by criterion_id
