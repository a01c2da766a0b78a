-- one row per program, cohort year and observation: the counts that are published, as published sums count them
with counted as (
    select
        program_id,
        year,
        observation,
        max(case when measure = 'graduates' then in_sums end) as graduates,
        max(case when measure = 'placed' then in_sums end) as placed,
        max(case when measure = 'employed' then in_sums end) as employed,
        max(case when measure = 'matched' then in_sums end) as matched,
        max(case when measure = 'contract' then in_sums end) as contract,
        max(case when measure = 'freelance' then in_sums end) as freelance,
        max(case when measure = 'in_house' then in_sums end) as in_house
    from disclosure.count
    group by program_id, year, observation
)

select
    cohort.program_id,
    cohort.year,
    cohort.observation,
    counted.graduates,
    counted.placed,
    counted.contract,
    cast(null as bigint) as self_employed,
    counted.freelance,
    counted.in_house,
    cast(null as bigint) as further_study,
    cast(null as bigint) as awaiting_employment,
    cast(null as bigint) as preparing_further_study,
    cast(null as bigint) as other_not_employed,
    cast(null as bigint) as still_studying,
    counted.employed,
    counted.matched,
    cohort.delivered_rate,
    cohort.delivered_rows
from exact.core.cohort as cohort
left join counted
    on
        counted.program_id = cohort.program_id
        and counted.year = cohort.year
        and counted.observation is not distinct from cohort.observation
