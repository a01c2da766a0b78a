-- what the releases count: rows by feed, programs by card in the newest year of each, cohorts and intakes of all years
with counted as (
    select 'previous' as side, 'rows' as total, feed as item, cast(sum(loaded) as bigint) as number
    from previous.meta.accounting
    group by feed
    union all
    select 'present' as side, 'rows' as total, feed as item, cast(sum(loaded) as bigint) as number
    from warehouse.meta.accounting
    group by feed
    union all
    select 'previous' as side, 'programs' as total, card as item, count(*) as number
    from previous.marts.verdict
    where is_latest_year
    group by card
    union all
    select 'present' as side, 'programs' as total, card as item, count(*) as number
    from warehouse.marts.verdict
    where is_latest_year
    group by card
    union all
    select 'previous' as side, 'persons' as total, item, number
    from (
        select
            cast(sum(graduates) as bigint) as graduates,
            cast(sum(placed) as bigint) as placed,
            cast(sum(planned) as bigint) as planned
        from previous.marts.program_year
    )
    unpivot (number for item in (graduates, placed, planned))
    union all
    select 'present' as side, 'persons' as total, item, number
    from (
        select
            cast(sum(graduates) as bigint) as graduates,
            cast(sum(placed) as bigint) as placed,
            cast(sum(planned) as bigint) as planned
        from warehouse.marts.program_year
    )
    unpivot (number for item in (graduates, placed, planned))
)

select
    total,
    item,
    sum(case when side = 'previous' then number end) as number_before,
    sum(case when side = 'present' then number end) as number_after
from counted
group by total, item
order by array_position(['programs', 'persons', 'rows'], total), item
