-- one row per grouping and card: programs and their seats, none among them where the card was not given
select
    verdict.year,
    verdict.level,
    verdict.institution_name,
    verdict.major_division_name,
    verdict.reason_code,
    card.card,
    count(*) filter (where verdict.card = card.card) as programs,
    sum(verdict.seats_affected) filter (where verdict.card = card.card) as seats
from marts.verdict as verdict
cross join (select card from policy.card union select 'none' union select 'not_judged') as card
group by grouping sets (
    (verdict.year, card.card), (verdict.year, verdict.level, card.card), (verdict.year, verdict.institution_name, card.card),
    (verdict.year, verdict.major_division_name, card.card), (verdict.year, verdict.reason_code, card.card),
    (verdict.year, verdict.level, verdict.reason_code, card.card)
)
