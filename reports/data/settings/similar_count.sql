-- one row per level: programs that are set up like another of their school, crowded in the region, and failing in turn
select
    level,
    count(distinct case when is_similar_in_school then program_id end) as similar_programs,
    count(distinct case when is_similar_in_school then institution_code end) as similar_schools,
    count(distinct case when is_crowded_in_region then program_id end) as crowded_programs,
    count(distinct case when is_similar_in_school and is_failing_in_turn then program_id end) as failing_programs
from marts.similar_program
group by level
order by level
