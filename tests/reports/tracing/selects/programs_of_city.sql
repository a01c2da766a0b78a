-- one row per year, level and division of majors: programs, schools, and those that were judged, carry a card, or were not judged
select
    verdict.year,
    verdict.level,
    verdict.major_division_name,
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
group by grouping sets ((verdict.year), (verdict.year, verdict.level), (verdict.year, verdict.major_division_name))
