-- one row per year: programs whose setting changed, by what the chart stacks, and filings not borne out
select
    year,
    count(distinct program_id) as programs,
    count(*) filter (where change in ('new', 'expanded', 'shrunk', 'suspended', 'revoked')) as drawn,
    count(*) filter (where not is_seen_in_enrolment) as unseen
from marts.setting_change
group by year
