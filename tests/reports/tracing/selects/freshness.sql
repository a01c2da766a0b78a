-- one row per feed: files, days since the newest delivery, days allowed
select
    source.feed,
    count(distinct source.file) as files,
    date_diff('day', max(coalesce(source.delivered_on, source.received_on)), max(run.as_of)) as age_days,
    max(allowed.value) as fresh_days
from meta.source_file as source
cross join meta.run as run
left join policy.parameter as allowed on allowed.parameter = concat('fresh_days_', source.feed)
where source.status = 'landed'
group by source.feed
