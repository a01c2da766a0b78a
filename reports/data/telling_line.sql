-- one row per criterion, rule or tilt whose lines the policy accepts though verdicts beside them tell small parts
with titled as (
    select criterion_id as line_of, title_zh, title_en from policy.criterion
    union
    select rule_id as line_of, title_zh, title_en from policy.rule
    union
    select tilt_id as line_of, title_zh, title_en from policy.tilt
)

select telling_line.line_of, titled.title_zh, titled.title_en, clause.title as clause_title
from policy.telling_line as telling_line
inner join titled on titled.line_of = telling_line.line_of
inner join policy.clause as clause on clause.clause_id = telling_line.clause_id
order by all
