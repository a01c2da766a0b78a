-- every advice has a reason and a clause; returns the rows that offend
select program_id, institution_code, level, advice, seats_standing
from marts.enrolment_advice
where
    (not is_residual and (advice_reason is null or clause_title is null))
    or (is_residual and seats_standing is null)
