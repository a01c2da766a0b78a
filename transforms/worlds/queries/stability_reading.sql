select
    counted.program_id, counted.year, counted.indicator, counted.observation,
    numerator.numerator, counted.denominator, counted.value, counted.is_averaged
from drawn.counted as counted
inner join drawn.numerator as numerator on numerator.place = counted.place
union all
select program_id, year, indicator, observation, numerator, denominator, value, is_averaged
from drawn.other
