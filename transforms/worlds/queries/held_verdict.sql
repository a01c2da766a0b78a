-- the card judged here, or the one that the program is held at
update marts.verdict
set card = held.card
from marts.held_card as held
where held.program_id = verdict.program_id and held.year = verdict.year
