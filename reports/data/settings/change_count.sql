-- one row per year, change and basis: programs, their seats and filings that no intake bears out
select
    year,
    change,
    basis,
    count(*) as programs,
    sum(seats_change) as seats_change,
    sum(case when not is_seen_in_enrolment then 1 else 0 end) as unseen
from marts.setting_change
group by year, change, basis
order by year, change, basis
