-- one row: how many programs and institutions the latest verdicts cover
select
    max(year) as year,
    count(*) as programs,
    count(distinct institution_code) as institutions
from marts.verdict
where is_latest_year
