-- enters the rows that two releases do not share: `changes.differing`, of one feed or table of the policy
insert into changes.input_change by name
select
    nextval('changes.input_number') as input_id,
    $feed as feed,
    case when was_there is null then 'new' when is_there is null then 'withdrawn' else 'restated' end as happened,
    differing.* exclude (was_there, is_there)
from changes.differing as differing
