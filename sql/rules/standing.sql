-- one row per program: the seats it offers now, how it is judged, and what was filed about it
with reported as (
    select institution_code, max(year) as seats_year
    from core.seats
    group by institution_code
),

last_open as (
    select program_id, min(year) as first_year, max(case when seats > 0 then year end) as last_open_year
    from core.seats
    group by program_id
),

-- the newest of what was filed up to the intake that is advised on
filed as (
    select
        event.program_id,
        event.event,
        event.year,
        row_number() over (partition by event.program_id order by event.year desc, event.event desc) as newest_first
    from core.setting_event as event
    inner join reported on reported.institution_code = event.institution_code
    where event.event in ('new', 'suspended', 'resumed', 'revoked') and event.year <= reported.seats_year + 1
),

graduated as (
    select program_id, max(year) as last_year
    from core.cohort
    where graduates > 0 or delivered_rate is not null
    group by program_id
),

in_turn as (
    select max(value) as years
    from rules.parameter_in_force
    where parameter = 'failing_in_turn_years'
),

verdict as (
    select program_id, year, card, decided_card, years_counted, reason_code
    from marts.verdict
    where is_latest_year
),

result as (
    select
        program_id, year, numerator, denominator, value,
        row_number() over (partition by program_id order by year desc, criterion_id) as newest_first
    from rules.criterion_result
    where is_required and result in ('fail', 'pass')
)

select
    program.program_id,
    program.institution_code,
    program.level,
    program.catalogue_version,
    program.major_code,
    program.major_name,
    program.major_class_code,
    program.major_division_code,
    reported.seats_year,
    seats.seats,
    seats.seats_basis,
    case when spine.planned > 0 and spine.intake_stand_ins = 0 then coalesce(spine.registered, spine.admitted) end as filled_seats,
    last_seats.seats as last_seats,
    reported.seats_year - coalesce(last_open.last_open_year, last_open.first_year - 1) as years_without_seats,
    -- where no intake was ever reported, a program is open that still has graduates
    coalesce(seats.seats > 0, reported.seats_year is null and graduated.program_id is not null) as is_open,
    filed.event as setting,
    filed.year as setting_year,
    coalesce(filed.event in ('suspended', 'revoked'), false) as is_suspended,
    coalesce(filed.event = 'revoked' or ended.program_id is not null, false) and coalesce(seats.seats, 0) = 0 as is_ended,
    verdict.year as verdict_year,
    verdict.card,
    verdict.decided_card,
    verdict.years_counted,
    coalesce(verdict.years_counted >= in_turn.years and card.severity > 0, false) as is_failing_in_turn,
    verdict.reason_code,
    result.year as judged_year,
    result.numerator as judged_numerator,
    result.denominator as judged_denominator,
    result.value as judged_value
from core.program as program
cross join core.span as span
cross join rules.judged_until as judged
cross join in_turn
left join reported on reported.institution_code = program.institution_code
inner join core.program_spine as spine
    on spine.program_id = program.program_id and spine.year = coalesce(reported.seats_year, judged.judged_until_year)
left join core.seats as seats on seats.program_id = program.program_id and seats.year = reported.seats_year
left join last_open on last_open.program_id = program.program_id
left join core.seats as last_seats
    on last_seats.program_id = program.program_id and last_seats.year = last_open.last_open_year
left join graduated on graduated.program_id = program.program_id and graduated.last_year = span.last_cohort_year
left join rules.seat_change as ended on ended.program_id = program.program_id and ended.change = 'revoked'
left join filed on filed.program_id = program.program_id and filed.newest_first = 1
left join verdict on verdict.program_id = program.program_id
left join policy.card as card on card.card = verdict.decided_card
left join result on result.program_id = program.program_id and result.newest_first = 1
