-- one row per criterion and class of five points of the newest year: programs in it
with judged as (
    select criterion_id, value, max(year) over () as newest, year
    from marts.criterion_result
    where line_unit = 'bp' and value is not null
),

class as (
    select unnest(range(0, 20)) as class_number
),

counted as (
    select
        judged.criterion_id,
        class.class_number,
        count(*) filter (where least(floor(judged.value * 20), 19) = class.class_number) as programs
    from judged
    cross join class
    where judged.year = judged.newest
    group by judged.criterion_id, class.class_number
)

select
    cast(5 * class_number as varchar) as class_begins,
    programs,
    class_number / 20.0 as low,
    (class_number + 1) / 20.0 as high
from counted
