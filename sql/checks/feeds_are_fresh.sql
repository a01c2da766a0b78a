-- no feed has waited too long for its newest delivery; a city that is made up does not grow old
with newest as (
    select feed, max(coalesce(delivered_on, received_on)) as newest_on
    from meta.source_file
    where status = 'landed'
        and not coalesce(is_synthetic, false)
    group by feed
)

select newest.feed, newest.newest_on, run.as_of, tolerance.value as fresh_days
from newest
cross join meta.run as run
inner join rules.parameter_in_force as tolerance on tolerance.parameter = concat('fresh_days_', newest.feed)
where date_diff('day', newest.newest_on, run.as_of) > tolerance.value
