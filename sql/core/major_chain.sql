-- one row per catalogue entry: the entry it carries on as, one to one, through renames, retentions and transfers
with recursive step as (
    select
        from_catalogue_version,
        from_major_code,
        to_catalogue_version,
        to_major_code
    from staging.major_lineage
    where
        row_status = 'loaded'
        and kind in ('rename', 'retain', 'transfer')
        and from_major_code is not null
        and to_major_code is not null
),

chain as (
    select distinct
        catalogue_version,
        major_code,
        catalogue_version as current_catalogue_version,
        major_code as current_major_code,
        0 as steps
    from staging.major_entry
    union all
    select
        chain.catalogue_version,
        chain.major_code,
        step.to_catalogue_version as current_catalogue_version,
        step.to_major_code as current_major_code,
        chain.steps + 1 as steps
    from chain
    inner join step
        on
            step.from_catalogue_version = chain.current_catalogue_version
            and step.from_major_code = chain.current_major_code
    -- a circle in the delivered lineage must not run for ever; `lineage_has_no_circle` reports it
    where chain.steps < 20
),

ranked as (
    select
        chain.*,
        row_number() over (
            partition by catalogue_version, major_code
            order by steps desc, current_catalogue_version desc, current_major_code
        ) as preference
    from chain
)

select
    catalogue_version,
    major_code,
    current_catalogue_version,
    current_major_code,
    steps
from ranked
where preference = 1
