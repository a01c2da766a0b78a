-- one row per program, year and criterion whose line is a rank: how many programs are not above it, of how many
with scoped as (
    select
        ranked_value.*,
        case when criterion.rank_within = 'institution' then program.institution_code end as rank_scope,
        -- an inherited reading is one of another program, which is ranked with its own
        case when ranked_value.inherited_from is null then 1 end as ranks
    from rules.ranked_value as ranked_value
    inner join policy.criterion as criterion on criterion.criterion_id = ranked_value.criterion_id
    inner join core.program as program on program.program_id = ranked_value.program_id
    -- where all cohorts of a level are withheld, none has a value to be ranked by, and none is in the bottom share
    where ranked_value.ranked_value is not null
)

select
    program_id,
    year,
    criterion_id,
    -- equal ones share the higher place, so that never more than the share fail
    count(ranks) over (
        partition by criterion_id, year, level, rank_scope order by ranked_value
        range between unbounded preceding and current row
    ) as rank_from_bottom,
    count(ranks) over (partition by criterion_id, year, level, rank_scope) as ranked_programs
from scoped
