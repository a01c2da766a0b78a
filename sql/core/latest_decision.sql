-- one row per program and year: the newest decision that covers it
-- Only one that still holds on the day of the release.
with covering as (
    select
        decision.*,
        row_number() over (
            partition by decision.program_id, decision.year
            -- parts of a merger may bring several of one day and document: the strictest of them holds
            order by
                decision.decided_on desc,
                decision.document_number desc,
                card.severity desc nulls last,
                decision.decision
        ) as preference
    from core.decision as decision
    cross join meta.run as run
    left join policy.card as card on card.card = decision.decided_card
    where decision.until_date is null or decision.until_date >= run.as_of
)

select
    program_id,
    year,
    decision,
    decided_card,
    decided_by,
    decided_on,
    document_number,
    reason,
    until_date
from covering
where preference = 1
