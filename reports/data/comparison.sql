-- one row, or none for a first release: the release this one is compared with, and why nothing could be
select
    previous_release_id,
    previous_as_of,
    not_compared
from meta.comparison
