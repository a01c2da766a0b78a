-- one row per program that is compared with nothing: its critical lines do not give its card, or rest on withheld counts
-- A rule that pools cohorts asks how large a withheld one is; what it would give at another line is not published.
with pooling as (
    select distinct record.program_id
    from rules.adjustable as adjustable
    inner join policy.criterion_window as criterion_window
        on criterion_window.criterion_id = adjustable.criterion_id and criterion_window.window_years > 1
    inner join policy.criterion as criterion on criterion.criterion_id = adjustable.criterion_id
    inner join core.record as record
        on
            record.indicator = criterion.indicator
            and record.observation is not distinct from criterion.observation
    inner join disclosure.count as count
        on
            count.owner_id = coalesce(record.inherited_from, record.program_id)
            and count.year = record.year
            and count.observation = coalesce(record.observation, record.indicator)
            and count.status = 'low'
)

select
    verdict.program_id,
    verdict.year,
    verdict.card,
    verdict.trigger_id,
    verdict.criterion_id
from marts.verdict as verdict
left join rules.compared_card as compared on compared.program_id = verdict.program_id
left join pooling on pooling.program_id = verdict.program_id
where
    verdict.is_latest_year
    and (compared.compared_card <> verdict.card or pooling.program_id is not null)
