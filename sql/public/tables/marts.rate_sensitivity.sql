-- one row per program and year that states its in-house posts: rate, side of the line and card with and without them
with counted as (
    select
        owner_id as program_id, year, observation,
        max(case when measure = 'graduates' then status end) as graduates_status,
        max(case when measure = 'placed' then status end) as placed_status,
        max(case when measure = 'in_house' then status end) as in_house_status,
        max(case when measure = 'freelance' then status end) as freelance_status
    from disclosure.count
    where kind = 'cohort'
    group by owner_id, year, observation
),

stated as (
    select
        sensitivity.* exclude (freelance),
        sensitivity.freelance,
        counted.graduates_status,
        counted.placed_status,
        counted.in_house_status,
        case when sensitivity.freelance is null then 'x' else counted.freelance_status end as freelance_status,
        coalesce(counted.placed_status, counted.in_house_status) as without_status
    from marts.rate_sensitivity as sensitivity
    left join counted using (program_id, year, observation)
)

select
    program_id,
    year,
    institution_code,
    institution_name,
    level,
    catalogue_version,
    major_code,
    major_name,
    observation,
    case when graduates_status is null then cast(graduates as bigint) end as graduates,
    graduates_status,
    case when placed_status is null then cast(placed as bigint) end as placed,
    placed_status,
    case when in_house_status is null then cast(in_house as bigint) end as in_house,
    in_house_status,
    case when freelance_status is null then cast(freelance as bigint) end as freelance,
    freelance_status,
    case when placed_status is null then employment_rate end as employment_rate,
    placed_status as employment_rate_status,
    case when in_house_status is null then in_house_share end as in_house_share,
    in_house_status as in_house_share_status,
    case when freelance_status is null then flexible_rate end as flexible_rate,
    freelance_status as flexible_rate_status,
    case when without_status is null then rate_without_in_house end as rate_without_in_house,
    without_status as rate_without_in_house_status,
    case when without_status is null and freelance_status is null then rate_without_both end as rate_without_both,
    coalesce(without_status, freelance_status) as rate_without_both_status,
    line,
    line_unit,
    case when placed_status is null then is_below end as is_below,
    case when without_status is null then is_below_without_in_house end as is_below_without_in_house,
    case when without_status is null and freelance_status is null then is_below_without_both end as is_below_without_both,
    signal_status,
    card,
    case when without_status is null then card_without_in_house end as card_without_in_house,
    case when without_status is null and freelance_status is null then card_without_both end as card_without_both
from stated
