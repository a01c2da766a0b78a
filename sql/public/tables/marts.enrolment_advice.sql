-- one row per program that has not ended: what is advised; planned seats are no persons, admitted ones are rounded, and what
-- is advised of them is published in proportion: rounded each by itself, several shares of one number would give it away
with base as (
    select max(value) as base
    from policy.parameter
    where parameter = 'disclosure_rounding_base'
),

based as (
    select
        advice.*,
        case when coalesce(advice.seats_basis, 'planned') = 'planned' then 1 else base.base end as step
    from exact.marts.enrolment_advice as advice
    cross join base
),

step as (
    select
        based.*,
        case when step = 1 then 1 else step * round(seats / nullif(step, 0)) / nullif(seats, 0) end as in_proportion
    from based
)

select
    enrolment_year,
    program_id,
    institution_code,
    institution_name,
    district_code,
    district_name,
    level,
    catalogue_version,
    major_code,
    major_name,
    major_class_name,
    advice,
    rule_id,
    advice_reason,
    advice_reason_en,
    clause_id,
    clause_title,
    clause_number,
    clause_kind,
    clause_is_verified,
    card,
    decided_card,
    setting,
    seats_basis,
    cast(step * round(seats / nullif(step, 0)) as bigint) as seats,
    cast(step * round(in_proportion * seats_low / nullif(step, 0)) as bigint) as seats_low,
    cast(step * round(in_proportion * seats_high / nullif(step, 0)) as bigint) as seats_high,
    cast(step * round(in_proportion * new_seats / nullif(step, 0)) as bigint) as new_seats,
    cast(step * round(in_proportion * advised_seats / nullif(step, 0)) as bigint) as advised_seats,
    cast(step * round(in_proportion * seats_change / nullif(step, 0)) as bigint) as seats_change,
    seats_standing,
    is_residual
from step
