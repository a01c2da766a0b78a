-- one row per landed row: where it stands in its file, and the identifiers it gave
select 'institution' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    institution_code as raw_text
from landing.institution
union all
select 'major' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    major_code as raw_text
from landing.major
union all
select 'major_lineage' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' -> ', from_major_code, to_major_code) as raw_text
from landing.major_lineage
union all
select 'industry' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    industry_code as raw_text
from landing.industry
union all
select 'target' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    target_code as raw_text
from landing.target
union all
select 'industry_activity' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' ', industry_code, industry_name) as raw_text
from landing.industry_activity
union all
select 'vacancy' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' ', industry_code, industry_name) as raw_text
from landing.vacancy
union all
select 'crosswalk' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' ', major_scope_code, industry_code) as raw_text
from landing.crosswalk
union all
select 'employer_industry' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' ', catalogue_version, major_code, major_name, industry_code) as raw_text
from landing.employer_industry
union all
select 'enrolment' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' ', institution_code, institution_name, catalogue_version, major_code, major_name) as raw_text
from landing.enrolment
union all
select 'employment' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' ', institution_code, institution_name, catalogue_version, major_code, major_name) as raw_text
from landing.employment
union all
select 'indicator' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' ', institution_code, institution_name, catalogue_version, major_code, major_name, indicator) as raw_text
from landing.indicator
union all
select 'program_setting' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' ', institution_code, institution_name, catalogue_version, major_code, major_name) as raw_text
from landing.program_setting
union all
select 'decision' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' ', institution_code, institution_name, catalogue_version, major_code, major_name) as raw_text
from landing.decision
union all
select 'exemption' as feed, _row_id as row_id, _delivery_id as delivery_id, _file as file, _sheet as sheet, _row as row,
    concat_ws(' ', institution_code, institution_name, catalogue_version, major_code, major_name) as raw_text
from landing.exemption
