-- one row per program, year and criterion whose line is a rank: how many programs are not above it, of how many
with scoped as (
    select
        judged_value.program_id,
        judged_value.year,
        judged_value.criterion_id,
        judged_value.level,
        judged_value.value,
        case when criterion_year.rank_within = 'institution' then program.institution_code end as rank_scope,
        -- an inherited reading is one of another program, which is ranked with its own
        case when judged_value.inherited_from is null then 1 end as ranks
    from rules.judged_value as judged_value
    inner join rules.criterion_year as criterion_year using (criterion_id, level, year)
    inner join core.program as program on program.program_id = judged_value.program_id
    where criterion_year.rank_within is not null and judged_value.value is not null
)

select
    program_id,
    year,
    criterion_id,
    -- equal ones share the higher place, so that never more than the share fail
    count(ranks) over (
        partition by criterion_id, year, level, rank_scope order by value
        range between unbounded preceding and current row
    ) as rank_from_bottom,
    count(ranks) over (partition by criterion_id, year, level, rank_scope) as ranked_programs
from scoped
