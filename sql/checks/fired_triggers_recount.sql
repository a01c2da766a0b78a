-- every fired trigger recounts to its m failing results; returns the rows that offend
select fired.program_id, fired.year, fired.trigger_id, fired.years_counted, trigger.m
from marts.trigger_result as fired
inner join policy.trigger as trigger on trigger.trigger_id = fired.trigger_id
left join rules.criterion_result as result
    on
        result.program_id = fired.program_id
        and result.criterion_id = fired.criterion_id
        and result.result = 'fail'
        and result.year <= fired.year
        and result.covers_from >= fired.since_year
where fired.is_fired and trigger.over <> 'criteria_of_one_year'
group by fired.program_id, fired.year, fired.trigger_id, fired.years_counted, trigger.m
having count(result.year) < trigger.m or count(result.year) <> fired.years_counted
