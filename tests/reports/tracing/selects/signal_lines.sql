-- one row per signal and day: its line, and the least graduates compared
select
    regexp_replace(line.parameter, '_bp$', '') as signal,
    line.value as line,
    enough.value as minimum_cohort
from policy.parameter as line
inner join policy.parameter as enough on enough.parameter = 'signal_from_graduates'
where line.parameter in ('rate_leap_bp', 'contract_leap_bp', 'flexible_leap_bp', 'in_house_posts_bp')
