-- one row: what this release was built from
select
    run.release_id,
    run.as_of,
    run.policy_id,
    run.policy_title_zh,
    run.policy_title_en,
    run.city_name_zh,
    run.city_name_en,
    run.is_synthetic,
    run.objections_until
from meta.run as run
