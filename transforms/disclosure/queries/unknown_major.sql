-- one row per major, year, level and count of an industry's cell whose sum over the industries no published count gives
-- The employed and the matched of a major are known where every program of it publishes them.
select concat_ws('.', catalogue_version, major_code) as owner_id, year, level, unnest(unknown) as measure
from (
    select
        catalogue_version, major_code, year, level,
        list_filter(
            [
                case when bool_or(employed_status in ('c', 'low')) then 'graduates' end,
                case when bool_or(matched_status in ('c', 'low')) then 'placed' end
            ],
            lambda measure: measure is not null
        ) as unknown
    from public.marts.program_year
    group by all
)
