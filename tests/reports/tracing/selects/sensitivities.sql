-- one row per year: programs with many in-house posts, those that fall below the line without them, and those of another card
select
    year,
    count(*) as programs,
    count(*) filter (where not is_below and is_below_without_in_house) as below,
    count(*) filter (where not is_below and is_below_without_both) as below_without_both,
    count(*) filter (where card_without_in_house <> card) as cards,
    count(*) filter (where card_without_both <> card) as cards_without_both
from marts.rate_sensitivity
where signal_status = 'above'
group by year
