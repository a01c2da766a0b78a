-- one row per code or name an institution may be delivered under
select distinct institution_code as alias, institution_code, false as is_by_name
from landing.institution
union
select distinct short_code as alias, institution_code, false as is_by_name
from landing.institution
where short_code is not null
union
select distinct institution_name as alias, institution_code, true as is_by_name
from landing.institution
where institution_name is not null
union
select distinct trim(former_name) as alias, institution_code, true as is_by_name
from (
    select institution_code, unnest(string_split(replace(replace(former_names, '；', ';'), '、', ';'), ';')) as former_name
    from landing.institution
    where former_names is not null
) as former
where trim(former_name) <> ''
