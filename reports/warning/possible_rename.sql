-- one row per pair of programs that may be one program renamed
from marts.possible_rename
order by institution_name, level, ended_major_name, begun_major_name
