-- one row per cohort as it stands in a twin: counts that are withheld are the drawn ones, what is never published is another
select
    cohort.* replace (
        coalesce(drawn.graduates, cohort.graduates) as graduates,
        coalesce(drawn.placed, cohort.placed) as placed,
        coalesce(drawn.employed, cohort.employed) as employed,
        coalesce(drawn.matched, cohort.matched) as matched,
        coalesce(drawn.contract, cohort.contract) as contract,
        coalesce(drawn.freelance, cohort.freelance) as freelance,
        coalesce(drawn.in_house, cohort.in_house) as in_house,
        cohort.self_employed + 1 as self_employed,
        cohort.further_study + 1 as further_study,
        cohort.awaiting_employment + 1 as awaiting_employment,
        cohort.preparing_further_study + 1 as preparing_further_study,
        cohort.other_not_employed + 1 as other_not_employed,
        cohort.still_studying + 1 as still_studying,
        -- a rate of withheld counts differs so little that it lies on the same side of every line
        case
            when drawn.graduates is null and drawn.placed is null then cohort.delivered_rate
            else cohort.delivered_rate * (1 - 1e-12)
        end as delivered_rate
    )
from truth.core.cohort as cohort
left join drawn_count as drawn
    on
        drawn.kind = 'cohort'
        and drawn.owner_id = cohort.program_id
        and drawn.year = cohort.year
        and drawn.observation = cohort.observation
