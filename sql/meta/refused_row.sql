-- one row per problem of a refused row: where it stands, what it says, why it was refused and how to mend it
with at_landing as (
    select
        delivery_id, feed, file, sheet, row, "column" as column_name, raw_text, reason_code, suggestion, row_json, problem
    from landing.refused_row
),

identified as (
    select
        row_status.feed,
        row_status._row_id as row_id,
        row_status.row_key,
        row_status.reason_code
    from staging.row_status as row_status
    where row_status.row_status = 'refused'
),

at_staging as (
    select
        located.delivery_id,
        identified.feed,
        located.file,
        located.sheet,
        located.row,
        case
            when identified.reason_code in ('unknown_institution', 'ambiguous_institution') then 'institution_code'
            when identified.reason_code in ('unknown_major', 'ambiguous_major') then 'major_code'
            when identified.reason_code = 'computed_indicator' then 'indicator'
            when identified.reason_code in ('unknown_industry', 'ambiguous_industry') then 'industry_code'
        end as column_name,
        located.raw_text,
        identified.reason_code,
        cast(null as varchar) as suggestion,
        cast(null as varchar) as row_json,
        1 as problem
    from identified
    inner join staging.row_place as located
        on located.feed = identified.feed and located.row_id = identified.row_id
),

refused as (
    select * from at_landing
    union all
    select * from at_staging
),

-- the words of every reason stand in reasons.yaml; here the place and the value are put into them
placed as (
    select reason_code, 'zh' as lang, zh as sentence, mend_zh as mend from landing.reason
    union all
    select reason_code, 'en' as lang, en as sentence, mend_en as mend from landing.reason
),

worded as (
    select
        refused.delivery_id, refused.feed, refused.file, refused.sheet, refused.row, refused.column_name,
        refused.raw_text, refused.reason_code, refused.suggestion, refused.row_json, refused.problem, placed.lang,
        replace(replace(replace(replace(replace(replace(replace(
            placed.sentence,
            '{file}', refused.file), ' {sheet}', coalesce(' ' || refused.sheet, '')), '{row}', cast(refused.row as varchar)),
            '{column}', coalesce(refused.column_name, '')), '{value}', coalesce(refused.raw_text, '')),
            '{suggestion}', coalesce(refused.suggestion, '')), '{expected}', '') as sentence,
        replace(placed.mend, '{expected}', coalesce(refused.suggestion, '')) as mend
    from refused
    left join placed on placed.reason_code = refused.reason_code
)

select
    delivery_id,
    feed,
    file,
    sheet,
    row,
    column_name,
    raw_text,
    reason_code,
    suggestion,
    max(case when lang = 'zh' then sentence end) as message_zh,
    max(case when lang = 'en' then sentence end) as message_en,
    max(case when lang = 'zh' then mend end) as mend_zh,
    max(case when lang = 'en' then mend end) as mend_en,
    row_json,
    problem
from worded
group by delivery_id, feed, file, sheet, row, column_name, raw_text, reason_code, suggestion, row_json, problem
