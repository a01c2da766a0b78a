-- at the policy's own line, years and minimum cohort the critical lines give every card; returns the rows that offend
select verdict.program_id, verdict.card, compared.compared_card
from marts.verdict as verdict
left join rules.compared_card as compared on compared.program_id = verdict.program_id
where
    verdict.is_latest_year
    -- where a line or a minimum changed, no one setting is the policy's
    and not coalesce(compared.has_changed, false)
    and verdict.card is distinct from compared.compared_card
