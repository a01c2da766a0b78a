-- every verdict that differs from the release published before has one cause, and something that shows it;
-- returns the rows that offend
with shown as (
    select program_id, year, count(*) as shown_by
    from marts.change_evidence
    group by program_id, year
)

select change.program_id, change.year, change.change_kind, change.card_before, change.card, change.cause, shown.shown_by
from marts.verdict_change as change
left join shown on shown.program_id = change.program_id and shown.year = change.year
where change.cause is null or shown.shown_by is null or not change.is_explained
