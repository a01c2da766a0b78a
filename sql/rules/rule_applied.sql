-- one row per ruleset and subject that a rule holds for: the first rule of the policy that does
with in_force as (
    select rule.ruleset, rule.rule_id, rule.owner, rule.position, rule.clause_id
    from policy.rule as rule
    cross join meta.run as run
    where rule.valid_from <= run.as_of and (rule.valid_before is null or run.as_of < rule.valid_before)
),

-- a rule is asked for so many scopes and so many conditions; it holds where all of them do
asks as (
    select
        in_force.*,
        coalesce(scoped.scopes, 0) as scopes,
        coalesce(conditioned.conditions, 0) as conditions
    from in_force
    left join (
        select ruleset, rule_id, count(distinct scope) as scopes
        from policy.rule_scope
        group by ruleset, rule_id
    ) as scoped on scoped.ruleset = in_force.ruleset and scoped.rule_id = in_force.rule_id
    left join (
        select ruleset, rule_id, count(*) as conditions
        from policy.rule_condition
        group by ruleset, rule_id
    ) as conditioned on conditioned.ruleset = in_force.ruleset and conditioned.rule_id = in_force.rule_id
),

named as (
    select subject.ruleset, stated.rule_id, subject.subject_id, count(*) as scopes
    from rules.rule_subject as subject
    inner join policy.rule_scope as stated using (ruleset, scope, scope_value)
    group by subject.ruleset, stated.rule_id, subject.subject_id
),

met as (
    select ruleset, rule_id, subject_id, count(*) as conditions
    from rules.rule_reading
    where is_met
    group by ruleset, rule_id, subject_id
),

holding as (
    select
        asks.ruleset,
        subject.subject_id,
        asks.rule_id,
        asks.owner,
        asks.clause_id,
        row_number() over (partition by asks.ruleset, subject.subject_id order by asks.position) as first_first
    from asks
    inner join rules.rule_subject as subject on subject.ruleset = asks.ruleset and subject.scope = 'level'
    left join named
        on named.ruleset = asks.ruleset and named.rule_id = asks.rule_id and named.subject_id = subject.subject_id
    left join met
        on met.ruleset = asks.ruleset and met.rule_id = asks.rule_id and met.subject_id = subject.subject_id
    where coalesce(named.scopes, 0) = asks.scopes and coalesce(met.conditions, 0) = asks.conditions
)

select ruleset, subject_id, rule_id, owner, clause_id
from holding
where first_first = 1
