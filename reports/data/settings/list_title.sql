-- one row per public list of the policy, in its order: its words and clause
select
    list.list_id,
    list.title_zh,
    list.title_en,
    clause.title as clause_title,
    clause.number as clause_number,
    clause.is_verified
from policy.public_list as list
left join policy.clause as clause on clause.clause_id = list.clause_id
order by list.position
