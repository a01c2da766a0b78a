-- one row per delivered reading of an industry
select
    reference.resolved_industry_code as industry_code,
    delivered.* exclude (industry_code, industry_name),
    status.row_status,
    status.reason_code
from landing.industry_activity as delivered
inner join staging.row_status as status
    on status.feed = 'industry_activity' and status._row_id = delivered._row_id
left join staging.industry_reference as reference
    on
        reference.industry_classification is not distinct from delivered.industry_classification
        and reference.industry_code is not distinct from delivered.industry_code
        and reference.industry_name is not distinct from delivered.industry_name
