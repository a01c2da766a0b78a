-- one row per program whose critical lines do not give its card at the policy's newest values: it is compared with nothing
-- because an earlier year had another line, or because published counts, being rounded, lie on another side of it
select
    verdict.program_id,
    verdict.year,
    verdict.card,
    verdict.trigger_id,
    verdict.criterion_id
from marts.verdict as verdict
inner join rules.compared_card as compared on compared.program_id = verdict.program_id
where verdict.is_latest_year and compared.compared_card <> verdict.card
