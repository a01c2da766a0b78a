-- which release this one was compared with
insert into meta.comparison by name
select
    $id as previous_release_id,
    previous_run.as_of as previous_as_of,
    previous_run.policy_id as previous_policy_id,
    $same as is_same_code,
    $why as not_compared
from previous.meta.run as previous_run
