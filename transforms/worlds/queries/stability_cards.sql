select
    newest.card,
    count(distinct newest.program_id) as programs,
    count(case when verdict.card = newest.card then 1 end) / nullif(count(*), 0) as kept,
    count(case when coalesce(drawn_rung.severity, 0) < coalesce(rung.severity, 0) then 1 end) / nullif(count(*), 0) as lighter,
    count(case when coalesce(drawn_rung.severity, 0) > coalesce(rung.severity, 0) then 1 end) / nullif(count(*), 0) as heavier
from marts.verdict as newest
inner join drawn.verdict as verdict on verdict.program_id = newest.program_id
left join policy.card as rung on rung.card = newest.card
left join policy.card as drawn_rung on drawn_rung.card = verdict.card
where newest.is_latest_year
group by newest.card
order by array_position(['exit', 'red', 'orange', 'yellow', 'none', 'not_judged'], newest.card)
