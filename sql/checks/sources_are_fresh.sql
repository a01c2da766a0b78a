-- no office has fallen silent in a feed, even where others deliver; returns those that have
with newest as (
    select feed, publisher, max(coalesce(delivered_on, received_on)) as newest_on
    from meta.source_file
    where status = 'landed'
    group by feed, publisher
)

select newest.feed, newest.publisher, newest.newest_on, run.as_of, tolerance.value as fresh_days
from newest
cross join meta.run as run
inner join rules.parameter_in_force as tolerance on tolerance.parameter = concat('fresh_days_', newest.feed)
where date_diff('day', newest.newest_on, run.as_of) > tolerance.value
