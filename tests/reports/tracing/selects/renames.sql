-- one row: pairs that may be renames
select count(*) as pairs
from marts.possible_rename
