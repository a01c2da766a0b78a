-- one row per feed: its newest delivery, how long ago that was, and how long the policy lets it be
with newest as (
    select
        feed,
        count(distinct file) as files,
        max(coalesce(delivered_on, received_on)) as newest_on
    from meta.source_file
    where status = 'landed'
    group by feed
)

select
    newest.feed,
    newest.files,
    newest.newest_on,
    date_diff('day', newest.newest_on, run.as_of) as age_days,
    allowed.value as fresh_days
from newest
cross join meta.run as run
left join policy.parameter as allowed
    on
        allowed.parameter = concat('fresh_days_', newest.feed)
        and run.as_of >= allowed.valid_from
        and (allowed.valid_before is null or run.as_of < allowed.valid_before)
order by newest.feed
