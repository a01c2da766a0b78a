-- one row per grouping: programs that are similar, crowded, or similar and failing, and their schools
select
    level,
    count(distinct program_id) filter (where is_similar_in_school) as similar_programs,
    count(distinct institution_code) filter (where is_similar_in_school) as similar_schools,
    count(distinct program_id) filter (where is_crowded_in_region) as crowded_programs,
    count(distinct program_id) filter (where is_similar_in_school and is_failing_in_turn) as failing_programs,
    count(distinct concat(catalogue_version, major_code)) filter (where is_crowded_in_region) as crowded_majors
from marts.similar_program
group by grouping sets ((level), ())
