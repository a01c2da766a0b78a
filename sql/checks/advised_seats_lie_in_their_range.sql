-- advised seats lie in their range; returns the rows that offend
select program_id, seats_low, advised_seats, seats_high, seats_standing
from marts.enrolment_advice
where
    advised_seats > seats_high
    or seats_low > seats_high
    or (advised_seats < seats_low) <> (seats_standing = 'below_lower_bound')
