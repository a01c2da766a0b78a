-- what is renamed, retained or transferred has one successor and one predecessor; returns the rows that offend
with carried as (
    select
        from_catalogue_version,
        from_major_code,
        to_catalogue_version,
        to_major_code
    from staging.major_lineage
    where row_status = 'loaded' and kind in ('rename', 'retain', 'transfer')
)

select
    'successors' as side,
    from_catalogue_version as catalogue_version,
    from_major_code as major_code,
    count(*) as entries
from carried
group by from_catalogue_version, from_major_code
having count(*) > 1
union all
select
    'predecessors' as side,
    to_catalogue_version as catalogue_version,
    to_major_code as major_code,
    count(*) as entries
from carried
group by to_catalogue_version, to_major_code
having count(*) > 1
