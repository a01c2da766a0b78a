-- one row per language and criterion: the least graduates it is judged by today
select distinct unnest([criterion.title_zh, criterion.title_en]) as criterion, minimum.value as minimum_cohort
from policy.criterion_minimum as minimum
inner join policy.criterion as criterion on criterion.criterion_id = minimum.criterion_id
where minimum.valid_before is null and minimum.value is not null
