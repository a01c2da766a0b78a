-- one row per cohort whose rate was delivered without those placed: why the rate is withheld
-- Beside the graduates it says how many were placed, so it is withheld where that count would be.
with implied as (
    select
        program_id, year, observation, graduates,
        least(delivered_rate, 1 - delivered_rate) * graduates as smaller_part
    from exact.core.cohort
    where placed is null and delivered_rate is not null and graduates is not null
)

select
    implied.program_id, implied.year, implied.observation,
    case
        when implied.graduates between 1 and limit_.min_cohort - 1 then 'low'
        when implied.smaller_part < limit_.min_part + 0.5 and (implied.smaller_part > 0 or limit_.zero_is_small = 1) then 'c'
    end as status
from implied
cross join disclosure.limit_ as limit_
