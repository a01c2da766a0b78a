-- one row per level and major that stands in a public list: the rule that puts it there and what it rests on
select
    list.list_id,
    list.position as list_position,
    list.title_zh as list_title,
    list.title_en as list_title_en,
    standing.level,
    standing.catalogue_version,
    standing.major_code,
    standing.major_name,
    major.major_class_code,
    major.major_class_name,
    applied.rule_id,
    rule.title_zh as list_reason,
    rule.title_en as list_reason_en,
    applied.clause_id,
    clause.title as clause_title,
    clause.number as clause_number,
    clause.kind as clause_kind,
    clause.is_verified as clause_is_verified,
    standing.open_programs,
    standing.sites,
    standing.schools,
    standing.sites / nullif(cast(standing.schools as double), 0) as site_share,
    standing.seats,
    standing.judged_programs,
    standing.failing_programs,
    standing.failing_programs / nullif(cast(standing.judged_programs as double), 0) as failing_share,
    standing.judged_numerator,
    standing.judged_denominator,
    standing.judged_numerator / nullif(cast(standing.judged_denominator as double), 0) as judged_rate,
    ratio.supply,
    ratio.allocated_demand,
    ratio.supply_demand_ratio
from rules.rule_applied as applied
inner join policy.public_list as list on list.list_id = applied.owner
inner join rules.major_standing as standing on standing.level_major_id = applied.subject_id
left join policy.rule as rule on rule.ruleset = applied.ruleset and rule.rule_id = applied.rule_id
left join policy.clause as clause on clause.clause_id = applied.clause_id
left join core.major as major using (catalogue_version, major_code)
left join marts.major_ratio as ratio
    on
        ratio.level = standing.level
        and ratio.catalogue_version = standing.catalogue_version
        and ratio.major_code = standing.major_code
where applied.ruleset = 'list'
