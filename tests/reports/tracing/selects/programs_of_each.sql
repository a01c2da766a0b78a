-- one row per school, district or major and year: programs, schools, and those that were judged, carry a card, or were not judged
select
    verdict.year,
    verdict.institution_name,
    verdict.district_name,
    verdict.major_name,
    count(*) as programs,
    count(distinct verdict.institution_code) as institutions,
    count(distinct verdict.district_code) as districts,
    count(*) filter (where verdict.card <> 'not_judged') as judged,
    count(*) filter (where verdict.card = 'not_judged') as not_judged,
    count(*) filter (where verdict.card not in ('none', 'not_judged')) as carded,
    count(*) filter (where verdict.card not in ('none', 'not_judged')) * 1.0
    / nullif(count(*) filter (where verdict.card <> 'not_judged'), 0) as carded_share,
    sum(verdict.seats_affected) filter (where verdict.card not in ('none', 'not_judged')) as seats
from marts.verdict as verdict
group by grouping sets (
    (verdict.year, verdict.institution_name), (verdict.year, verdict.district_name),
    (verdict.year, verdict.major_name, verdict.major_code, verdict.catalogue_version)
)
