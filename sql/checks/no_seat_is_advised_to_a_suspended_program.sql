-- no seat is advised to a suspended program; returns the rows that offend
select program_id, advice, decided_card, setting, advised_seats
from marts.enrolment_advice
where
    (advice = 'suspend' or decided_card in ('red', 'exit') or setting in ('suspended', 'revoked'))
    and advised_seats > 0
