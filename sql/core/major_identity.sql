-- one row per catalogue entry and span of years: the major its rows of those years are counted under
with recursive merger as (
    select
        source.current_catalogue_version as from_catalogue_version,
        source.current_major_code as from_major_code,
        target.current_catalogue_version as to_catalogue_version,
        target.current_major_code as to_major_code,
        lineage.effective_year
    from staging.major_lineage as lineage
    inner join core.major_chain as source
        on
            source.catalogue_version = lineage.from_catalogue_version
            and source.major_code = lineage.from_major_code
    inner join core.major_chain as target
        on
            target.catalogue_version = lineage.to_catalogue_version
            and target.major_code = lineage.to_major_code
    where lineage.row_status = 'loaded' and lineage.kind = 'merge'
),

counted_under as (
    select
        catalogue_version,
        major_code,
        current_catalogue_version,
        current_major_code,
        cast(0 as integer) as from_year,
        0 as steps
    from core.major_chain
    union all
    -- cohorts that end after a merger are pooled in the merged major (method.md §1)
    select
        counted_under.catalogue_version,
        counted_under.major_code,
        merger.to_catalogue_version as current_catalogue_version,
        merger.to_major_code as current_major_code,
        greatest(counted_under.from_year, merger.effective_year) as from_year,
        counted_under.steps + 1 as steps
    from counted_under
    inner join merger
        on
            merger.from_catalogue_version = counted_under.current_catalogue_version
            and merger.from_major_code = counted_under.current_major_code
    where counted_under.steps < 20
),

-- what was already merged further when the merger came is counted there at once
furthest as (
    select
        counted_under.*,
        row_number() over (partition by catalogue_version, major_code, from_year order by steps desc) as preference
    from counted_under
)

select
    catalogue_version,
    major_code,
    current_catalogue_version,
    current_major_code,
    from_year,
    coalesce(
        min(from_year) over (
            partition by catalogue_version, major_code
            order by from_year
            range between 1 following and unbounded following
        ),
        9999
    ) as before_year
from furthest
where preference = 1
