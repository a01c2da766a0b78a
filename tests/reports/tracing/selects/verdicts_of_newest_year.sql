-- one row per grouping and card: programs as they stand now, at schools, of majors, in districts
select
    verdict.institution_name,
    verdict.district_name,
    verdict.major_name,
    card.card,
    count(*) filter (where verdict.card = card.card) as programs
from marts.verdict as verdict
cross join (select card from policy.card union select 'none' union select 'not_judged') as card
where verdict.is_latest_year
group by grouping sets (
    (card.card), (verdict.institution_name, card.card), (verdict.district_name, card.card), (verdict.major_name, card.card),
    (verdict.catalogue_version, verdict.major_code, verdict.major_name, card.card)
)
