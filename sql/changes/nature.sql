-- an update of the world, a revision of what was known of it, or the correction of an error
update changes.verdict_change
set
    is_explained = nearest.input_id is not null,
    nature = case
        when verdict_change.cause = 'method_change' then 'correction'
        when verdict_change.cause = 'new_data' then 'update'
        when nearest.happened = 'withdrawn' then 'correction'
        when verdict_change.cause = 'restatement' then 'revision'
        when verdict_change.cause = 'decision' then 'update'
        -- a value that already held on the day of the earlier release should have been known to it
        when verdict_change.cause = 'policy_change' and nearest.valid_from > nearest.as_of then 'update'
        when verdict_change.cause = 'policy_change' then 'correction'
        when nearest.input_year > nearest.judged_until_year then 'update'
        else 'revision'
    end
from (
    select
        evidence.program_id,
        evidence.year,
        evidence.input_id,
        input_change.happened,
        input_change.valid_from,
        input_change.input_year,
        run.as_of,
        judged.judged_until_year
    from changes.evidence as evidence
    inner join changes.input_change as input_change on input_change.input_id = evidence.input_id
    cross join previous.meta.run as run
    cross join (select max(year) as judged_until_year from previous.marts.verdict) as judged
    where evidence.nearness = 1
) as nearest
where nearest.program_id = verdict_change.program_id and nearest.year = verdict_change.year
