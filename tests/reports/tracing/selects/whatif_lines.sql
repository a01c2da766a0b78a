-- one row per language, criterion and line of the what-if page, in basis points
with own as (
    select criterion_id, max(value) as line
    from policy.criterion_line
    where valid_before is null and value is not null
    group by criterion_id
),

shown as (
    select own.criterion_id, unnest(range(offered.lowest_line, offered.highest_line + 1, offered.shown_step)) as line
    from own
    cross join policy.offered_line as offered
    union
    select criterion_id, line
    from own
)

select
    unnest([criterion.title_zh, criterion.title_en]) as criterion,
    concat(format('{:g}', shown.line / 100), '%') as line_text,
    shown.line
from shown
inner join policy.criterion as criterion on criterion.criterion_id = shown.criterion_id
