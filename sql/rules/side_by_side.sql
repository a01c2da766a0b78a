-- one row per two names of majors that some school offers side by side at one level, in both orders
select distinct
    one.major_name,
    other.major_name as other_major_name
from rules.standing as one
inner join rules.standing as other
    on
        other.institution_code = one.institution_code
        and other.level = one.level
        and other.program_id <> one.program_id
where one.is_open and other.is_open and one.major_name is not null and other.major_name is not null
