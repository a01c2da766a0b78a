-- one row per program, year and delivered indicator that is a ratio of whole counts
select
    program_id,
    year,
    indicator,
    cast(numerator as bigint) as numerator,
    cast(denominator as bigint) as denominator
from exact.core.delivered_indicator
where numerator = floor(numerator) and denominator = floor(denominator)
order by program_id, year, indicator
