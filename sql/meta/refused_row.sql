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
)

select
    refused.delivery_id,
    refused.feed,
    refused.file,
    refused.sheet,
    refused.row,
    refused.column_name,
    refused.raw_text,
    refused.reason_code,
    refused.suggestion,
    reason.zh as message_zh,
    reason.en as message_en,
    reason.mend_zh,
    reason.mend_en,
    refused.row_json,
    refused.problem
from (
    select * from at_landing
    union all
    select * from at_staging
) as refused
left join landing.reason as reason on reason.reason_code = refused.reason_code
