-- one row per program, trigger, asked years and asked minimum: the lowest line at which its card stands in the last year
select
    firing.program_id,
    firing.trigger_id,
    firing.years,
    firing.minimum_cohort,
    min(greatest(firing.firing_line, keeping.kept_from_line)) as critical_line
from rules.firing_line as firing
inner join rules.keeping_line as keeping using (program_id, trigger_id, minimum_cohort, year)
cross join rules.judged_until as judged
-- a year without a result keeps the card, until the result is too old or the trigger repealed
inner join rules.trigger_year as trigger_year
    on
        trigger_year.trigger_id = firing.trigger_id
        and trigger_year.year = judged.judged_until_year
        and trigger_year.oldest_year <= keeping.last_result_year
group by firing.program_id, firing.trigger_id, firing.years, firing.minimum_cohort
