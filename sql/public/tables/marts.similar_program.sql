-- one row per open program and program of its school set up like it, with the results that are published of both
-- A withheld rate, which stands at its bound where rules read it, is no result to print.
with marked as (
    select
        pair.*,
        case when judged_rate is null then 'x' when judged_numerator is null and judged_denominator is not null then 'c' end
            as judged_rate_status,
        case
            when other_judged_rate is null then 'x'
            when other_judged_numerator is null and other_judged_denominator is not null then 'c'
        end as other_judged_rate_status
    from marts.similar_program as pair
)

select
    * replace (
        case when judged_rate_status is null then judged_rate end as judged_rate,
        case when other_judged_rate_status is null then other_judged_rate end as other_judged_rate
    ),
    case when supply = 0 then 'z' when supply is null then 'x' end as supply_demand_ratio_status,
    case when other_supply = 0 then 'z' when other_supply is null then 'x' end as other_supply_demand_ratio_status
from marked
