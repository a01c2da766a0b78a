-- one row per program, year, observation and part of those placed that was delivered, with the signal that watches it
select
    program_id, year, observation, 'placed' as placement_part, 'rate_leap' as signal, true as is_leap,
    placed as numerator, graduates as denominator, stand_ins, small_parts
from core.cohort
where placed is not null and graduates is not null
union all
select
    program_id, year, observation, 'contract' as placement_part, 'contract_leap' as signal, true as is_leap,
    contract as numerator, graduates as denominator, stand_ins, small_ways as small_parts
from core.cohort
where contract is not null and graduates is not null
union all
select
    program_id, year, observation, 'flexible' as placement_part, 'flexible_leap' as signal, true as is_leap,
    freelance as numerator, graduates as denominator, stand_ins, small_ways as small_parts
from core.cohort
where freelance is not null and graduates is not null
union all
select
    program_id, year, observation, 'in_house' as placement_part, 'in_house_posts' as signal, false as is_leap,
    in_house as numerator, graduates as denominator, stand_ins, small_ways as small_parts
from core.cohort
where in_house is not null and graduates is not null
