-- one row per signal: the line in force on the day of the release, since when, and the kind of its clause
select
    regexp_replace(parameter.parameter, '_bp$', '') as signal,
    parameter.value as line,
    parameter.valid_from as line_valid_from,
    enough.value as minimum_cohort,
    clause.kind as clause_kind
from policy.parameter as parameter
inner join policy.clause as clause on clause.clause_id = parameter.clause_id
inner join policy.parameter as enough
    on
        enough.parameter = 'signal_from_graduates'
        and enough.valid_from <= $as_of
        and (enough.valid_before is null or enough.valid_before > $as_of)
where
    parameter.parameter in ('rate_leap_bp', 'contract_leap_bp', 'flexible_leap_bp', 'in_house_posts_bp')
    and parameter.value is not null
    and parameter.valid_from <= $as_of
    and (parameter.valid_before is null or parameter.valid_before > $as_of)
order by array_position(['rate_leap_bp', 'contract_leap_bp', 'flexible_leap_bp', 'in_house_posts_bp'], parameter.parameter)
