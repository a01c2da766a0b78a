-- one row per candidate: the number that meets the line, and its rank where the line is a rank
with valued as (
    select
        own_reading.*,
        pooled_cohort.numerator,
        pooled_cohort.denominator,
        pooled_cohort.window_years,
        pooled_cohort.covers_from,
        case
            when pooled_cohort.denominator is not null
                then pooled_cohort.numerator / nullif(cast(pooled_cohort.denominator as double), 0)
            when own_reading.is_skipped or own_reading.exemption_reason is not null then null
            -- a reading that is no ratio of counts, with its cohort size beside it
            when own_reading.own_numerator is null and own_reading.own_denominator >= own_reading.minimum_cohort
                then own_reading.own_value
            -- without a cohort size a reading is judged only where the policy asks for no minimum cohort
            when own_reading.own_denominator is null and own_reading.minimum_cohort = 0 then own_reading.own_value
        end as value
    from rules.own_reading as own_reading
    left join rules.pooled_cohort as pooled_cohort
        on
            pooled_cohort.program_id = own_reading.program_id
            and pooled_cohort.year = own_reading.year
            and pooled_cohort.criterion_id = own_reading.criterion_id
),

-- an inherited reading is one of another program, which is ranked with its own
scoped as (
    select
        valued.*,
        case when rank_within = 'institution' then institution_code end as rank_scope,
        case when value is not null and inherited_from is null then 1 end as ranks
    from valued
)

select
    scoped.*,
    -- programs that are not above it: equal ones share the higher place, so never more than the share fail
    case when rank_within is not null and value is not null then
        count(ranks) over (
            partition by criterion_id, year, level, rank_scope order by value
            range between unbounded preceding and current row
        )
    end as rank_from_bottom,
    case when rank_within is not null and value is not null then
        count(ranks) over (partition by criterion_id, year, level, rank_scope)
    end as ranked_programs
from scoped
