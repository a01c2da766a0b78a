-- one row per program whose critical lines do not give its card at the policy's newest values: it is held at it
-- They do not because an earlier year had another line, or because published counts, being rounded, lie on another side
-- of it; the what-if page compares it with nothing.
select
    verdict.program_id,
    verdict.year,
    verdict.card,
    verdict.trigger_id,
    verdict.criterion_id
from marts.verdict as verdict
inner join rules.compared_card as compared on compared.program_id = verdict.program_id
where verdict.is_latest_year and compared.compared_card <> verdict.card
