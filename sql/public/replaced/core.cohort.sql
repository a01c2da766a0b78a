-- one row per program, cohort year and observation: the counts as published sums count them
with counted as (
    select
        owner_id as program_id,
        year,
        observation,
        max(case when measure = 'graduates' then in_sums end) as graduates,
        max(case when measure = 'placed' then in_sums end) as placed,
        max(case when measure = 'employed' then in_sums end) as employed,
        max(case when measure = 'matched' then in_sums end) as matched,
        max(case when measure = 'contract' then in_sums end) as contract,
        max(case when measure = 'freelance' then in_sums end) as freelance,
        max(case when measure = 'in_house' then in_sums end) as in_house,
        max(case when status = 'low' then 1 else 0 end) as stand_ins,
        max(case when status = 'c' and measure in ('placed', 'employed', 'matched') then 1 else 0 end) as small_parts,
        max(case when status = 'c' and measure in ('contract', 'freelance', 'in_house') then 1 else 0 end) as small_ways
    from disclosure.count
    where kind = 'cohort'
    group by owner_id, year, observation
)

select
    cohort.program_id,
    cohort.year,
    cohort.observation,
    counted.graduates,
    counted.placed,
    counted.contract,
    cast(null as double) as self_employed,
    counted.freelance,
    counted.in_house,
    cast(null as double) as further_study,
    cast(null as double) as awaiting_employment,
    cast(null as double) as preparing_further_study,
    cast(null as double) as other_not_employed,
    cast(null as double) as still_studying,
    counted.employed,
    counted.matched,
    cohort.delivered_rate,
    cohort.delivered_rows,
    coalesce(counted.stand_ins, 0) as stand_ins,
    coalesce(counted.small_parts, 0) as small_parts,
    coalesce(counted.small_ways, 0) as small_ways
from exact.core.cohort as cohort
left join counted using (program_id, year, observation)
