-- one row per landed row: loaded, duplicate, superseded or refused, and why
with dated as (
    select
        delivered_row.*,
        coalesce(source_file.delivered_on, source_file.received_on) as known_on
    from staging.delivered_row as delivered_row
    inner join landing.source_file as source_file
        on
            source_file.delivery_id = delivered_row._delivery_id
            and source_file.feed = delivered_row.feed
),

newest as (
    select
        dated.*,
        max(known_on) over (partition by feed, row_key) as newest_on
    from dated
    where reason_code is null
),

compared as (
    select
        newest.*,
        -- deliveries of one day have no order: where they disagree nobody can say which is right
        min(said) over (partition by feed, row_key, known_on) <> max(said) over (partition by feed, row_key, known_on)
            as is_contradicted,
        row_number() over (partition by feed, row_key, known_on order by _row_id) as occurrence
    from newest
),

winner as (
    select feed, row_key, said
    from compared
    where known_on = newest_on and occurrence = 1 and not is_contradicted
)

select
    compared.feed,
    compared._row_id,
    compared.row_key,
    case
        when compared.known_on < compared.newest_on and compared.said = winner.said then 'duplicate'
        when compared.known_on < compared.newest_on then 'superseded'
        when compared.is_contradicted then 'refused'
        when compared.occurrence > 1 then 'duplicate'
        else 'loaded'
    end as row_status,
    case
        when compared.known_on = compared.newest_on and compared.is_contradicted then 'conflicting_rows'
        when compared.known_on < compared.newest_on and compared.said is distinct from winner.said then 'restated'
    end as reason_code
from compared
left join winner
    on winner.feed = compared.feed and winner.row_key = compared.row_key
union all
select
    feed,
    _row_id,
    row_key,
    'refused' as row_status,
    reason_code
from staging.delivered_row
where reason_code is not null
