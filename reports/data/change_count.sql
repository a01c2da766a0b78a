-- one row per cause and kind: the changed verdicts of all years, and those of the newest
select
    cause,
    change_kind,
    count(*) as verdicts,
    count(*) filter (where is_latest_year) as of_latest_year
from marts.verdict_change
where cause is not null
group by cause, change_kind
order by cause, change_kind
