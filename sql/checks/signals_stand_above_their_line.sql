-- a signal is above its line where the rates say so, and only there; returns the rows that offend
with beyond as (
    select
        *,
        -- how far above: compared as fractions here, as whole numbers where the signal is given
        value - coalesce(value_year_before, 0) - line / 10000.0 as excess
    from marts.rate_signal
    where signal_status in ('above', 'not_above')
)

select program_id, year, signal, numerator, denominator, numerator_year_before, denominator_year_before, line, signal_status
from beyond
where
    denominator < minimum_cohort
    or denominator_year_before < minimum_cohort
    or (signal_status = 'above' and excess < -1e-9)
    or (signal_status = 'not_above' and excess > 1e-9)
