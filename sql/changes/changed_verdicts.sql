-- every changed verdict, the newest year and the heaviest changes first
select *
from changes.verdict_change
order by
    is_explained,
    array_position(['card', 'left', 'entered', 'reason', 'numbers'], change_kind),
    year desc, program_id
