-- every major of a public list has its rule in words and a measure that met it; returns the rows that offend
select listed.list_id, listed.level, listed.catalogue_version, listed.major_code
from marts.public_list as listed
left join (select distinct subject_id, rule_id from marts.rule_reason where ruleset = 'list') as reason
    on
        reason.rule_id = listed.rule_id
        and reason.subject_id = concat_ws('|', listed.level, listed.catalogue_version, listed.major_code)
where listed.list_reason is null or listed.clause_title is null or reason.rule_id is null
