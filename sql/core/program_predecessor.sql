-- one row per program that carries on another's record: the largest part of a merger, the parent of a split
with lineage as (
    select
        lineage.kind,
        lineage.effective_year,
        source.current_catalogue_version as from_catalogue_version,
        source.current_major_code as from_major_code,
        target.current_catalogue_version as to_catalogue_version,
        target.current_major_code as to_major_code
    from staging.major_lineage as lineage
    inner join core.major_chain as source
        on
            source.catalogue_version = lineage.from_catalogue_version
            and source.major_code = lineage.from_major_code
    inner join core.major_chain as target
        on
            target.catalogue_version = lineage.to_catalogue_version
            and target.major_code = lineage.to_major_code
    where lineage.row_status = 'loaded' and lineage.kind in ('merge', 'split')
),

pair as (
    select
        successor.program_id,
        predecessor.program_id as predecessor_program_id,
        lineage.kind,
        lineage.effective_year
    from lineage
    inner join core.program as successor
        on
            successor.catalogue_version = lineage.to_catalogue_version
            and successor.major_code = lineage.to_major_code
    inner join core.program as predecessor
        on
            predecessor.institution_code = successor.institution_code
            and predecessor.level = successor.level
            and predecessor.catalogue_version = lineage.from_catalogue_version
            and predecessor.major_code = lineage.from_major_code
),

sized as (
    select
        pair.*,
        cast(coalesce(sum(cohort.graduates), 0) as bigint) as graduates_before
    from pair
    left join core.cohort as cohort
        on cohort.program_id = pair.predecessor_program_id and cohort.year < pair.effective_year
    group by pair.program_id, pair.predecessor_program_id, pair.kind, pair.effective_year
),

ranked as (
    select
        sized.*,
        row_number() over (
            partition by program_id
            order by graduates_before desc, predecessor_program_id
        ) as preference
    from sized
)

select
    program_id,
    predecessor_program_id,
    kind,
    effective_year,
    graduates_before
from ranked
where preference = 1
