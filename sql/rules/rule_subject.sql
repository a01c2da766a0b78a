-- one row per ruleset, subject and scope: what a rule of advice (or list) may name of a program (or a level's major)
with program as (
    select program_id, level, decided_card, reason_code, setting
    from rules.standing
    where not is_ended
)

select 'list' as ruleset, level_major_id as subject_id, 'level' as scope, level as scope_value, level
from rules.major_standing
union all
select 'advice' as ruleset, program_id as subject_id, 'level' as scope, level as scope_value, level from program
union all
select 'advice' as ruleset, program_id as subject_id, 'card' as scope, decided_card as scope_value, level
from program
where decided_card is not null
union all
select 'advice' as ruleset, program_id as subject_id, 'reason' as scope, reason_code as scope_value, level
from program
where reason_code is not null
union all
select 'advice' as ruleset, program_id as subject_id, 'filing' as scope, setting as scope_value, level
from program
where setting is not null
union all
select 'tilt' as ruleset, program_id as subject_id, 'level' as scope, level as scope_value, level from program
