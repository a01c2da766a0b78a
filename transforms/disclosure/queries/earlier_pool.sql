-- one row per result whose pooled counts were published, in the release before or earlier
select cell_owner as owner_id, program_id, year, criterion_id, covers_from
from earlier_public.meta.published_pool
