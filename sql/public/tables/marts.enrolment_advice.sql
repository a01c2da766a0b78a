-- one row per program that has not ended: what is advised; seats that are a withheld intake are withheld, and what is made of them
with seated as (
    select
        advice.*,
        case
            when advice.seats_basis <> 'planned' and spine.intake_stand_ins > 0 then 'low'
            when advice.seats is null and not advice.is_residual then 'x'
        end as seats_status
    from marts.enrolment_advice as advice
    left join core.program_spine as spine
        on spine.program_id = advice.program_id and spine.year = advice.enrolment_year - 1
)

select
    * replace (
        case when seats_status is null then seats end as seats,
        case when seats_status is null then seats_low end as seats_low,
        case when seats_status is null then seats_high end as seats_high,
        case when seats_status is null then new_seats end as new_seats,
        case when seats_status is null then advised_seats end as advised_seats,
        case when seats_status is null then seats_change end as seats_change
    )
from seated
