select program_id, institution_name, major_code, major_name, level
from core.program
where
    program_id = $program
    or (
        -- every word must stand in the school's or the major's name or code
        list_bool_and(
            list_transform(
                string_split(regexp_replace(trim($program), '[/，,、\s]+', ' ', 'g'), ' '),
                lambda word: contains(concat_ws(' ', institution_code, institution_name, major_code, major_name, program_id), word)
            )
        )
    )
order by (program_id = $program) desc, program_id
