-- similar programs are of one school and level, and each names the other; returns the rows that offend
select pair.program_id, pair.other_program_id
from marts.similar_program as pair
left join core.program as one on one.program_id = pair.program_id
left join core.program as other on other.program_id = pair.other_program_id
left join marts.similar_program as back
    on back.program_id = pair.other_program_id and back.other_program_id = pair.program_id
where
    pair.is_similar_in_school
    and (
        back.program_id is null
        or one.institution_code is distinct from other.institution_code
        or one.level is distinct from other.level
    )
