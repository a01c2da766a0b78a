-- one row per program and year that states its in-house posts: rate, side of the line and card with and without them
with line as (
    select level, year, observation, max(line) as line
    from rules.criterion_year
    where indicator = 'employment_rate' and fails_when = 'below' and unit = 'bp'
    group by level, year, observation
),

card as (
    select
        program_id,
        year,
        max(case when taken_out = 'nothing' then card end) as as_it_is,
        max(case when taken_out = 'in_house' then card end) as without_in_house,
        max(case when taken_out = 'in_house_and_flexible' then card end) as without_both
    from rules.card_without
    group by program_id, year
),

stated as (
    select
        program_year.*,
        program_year.placed - program_year.in_house as placed_elsewhere,
        -- greatest() passes over a part that was not delivered
        case
            when program_year.freelance is not null
                then greatest(program_year.placed - program_year.in_house - program_year.freelance, 0)
        end as placed_firmly,
        line.line
    from marts.program_year as program_year
    left join line using (level, year, observation)
    where program_year.placed is not null and program_year.graduates is not null and program_year.in_house is not null
)

select
    stated.program_id,
    stated.year,
    stated.institution_code,
    stated.institution_name,
    stated.level,
    stated.catalogue_version,
    stated.major_code,
    stated.major_name,
    stated.observation,
    stated.graduates,
    stated.placed,
    stated.in_house,
    stated.freelance,
    stated.employment_rate,
    stated.in_house / nullif(cast(stated.graduates as double), 0) as in_house_share,
    stated.flexible_rate,
    stated.placed_elsewhere / nullif(cast(stated.graduates as double), 0) as rate_without_in_house,
    stated.placed_firmly / nullif(cast(stated.graduates as double), 0) as rate_without_both,
    stated.line,
    'bp' as line_unit,
    10000 * stated.placed < stated.line * stated.graduates as is_below,
    10000 * stated.placed_elsewhere < stated.line * stated.graduates as is_below_without_in_house,
    10000 * stated.placed_firmly < stated.line * stated.graduates as is_below_without_both,
    signal.signal_status,
    verdict.card,
    -- only beside a card that judging again gives too
    case when card.as_it_is = verdict.card then card.without_in_house end as card_without_in_house,
    case when card.as_it_is = verdict.card and stated.freelance is not null then card.without_both end as card_without_both
from stated
inner join rules.rate_signal as signal
    on
        signal.program_id = stated.program_id
        and signal.year = stated.year
        and signal.observation = stated.observation
        and signal.signal = 'in_house_posts'
left join marts.verdict as verdict on verdict.program_id = stated.program_id and verdict.year = stated.year
left join card on card.program_id = stated.program_id and card.year = stated.year
