-- one row per program whose published counts do not give its published card at the policy's newest values
select
    program_id,
    year,
    card,
    trigger_id,
    criterion_id
from marts.held_card
