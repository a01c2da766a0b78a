-- one row per list: majors in it, none where it is empty
select list.title_zh, count(listed.major_code) as majors
from policy.public_list as list
left join marts.public_list as listed on listed.list_id = list.list_id
group by list.title_zh
union all
select list.title_en, count(listed.major_code)
from policy.public_list as list
left join marts.public_list as listed on listed.list_id = list.list_id
group by list.title_en
