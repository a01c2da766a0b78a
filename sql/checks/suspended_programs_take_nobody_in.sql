-- programs filed as suspended or revoked offer no seats that September; returns the rows that offend
select program_id, year, change, document_number, seats
from marts.setting_change
where basis = 'confirmed' and change in ('suspended', 'revoked') and not is_seen_in_enrolment
