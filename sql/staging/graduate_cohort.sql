-- one row per program reference, cohort year and observation counted from one-row-per-graduate deliveries
select
    reference.resolved_institution_code as institution_code,
    reference.resolved_catalogue_version as catalogue_version,
    reference.resolved_major_code as major_code,
    reference.resolved_level as level,
    graduate.cohort_year,
    graduate.observation,
    count(case when graduate.destination_code <> '65' then 1 end) as graduates,
    count(case when graduate.destination_code not in ('65', '70', '71', '72') then 1 end) as placed,
    count(case when graduate.destination_code = '65' then 1 end) as still_studying,
    -- 协议和合同就业: agreement, contract, research assistant, military service, national and local grass-roots posts
    count(case when graduate.destination_code in ('10', '11', '27', '46', '50', '51') then 1 end) as contract,
    count(case when graduate.destination_code = '75' then 1 end) as self_employed,
    count(case when graduate.destination_code in ('12', '76') then 1 end) as freelance,
    count(case when graduate.destination_code = '27' then 1 end) as in_house,
    count(case when graduate.destination_code in ('80', '85') then 1 end) as further_study,
    count(case when graduate.destination_code = '70' then 1 end) as awaiting_employment,
    count(case when graduate.destination_code = '71' then 1 end) as preparing_further_study,
    count(case when graduate.destination_code = '72' then 1 end) as other_not_employed,
    count(case when graduate.destination_code not in ('65', '70', '71', '72', '80', '85') then 1 end) as employed,
    count(case when graduate.is_matched then 1 end) as matched
from landing.graduate as graduate
inner join staging.program_reference as reference
    on
        reference.institution_code is not distinct from graduate.institution_code
        and reference.institution_name is not distinct from graduate.institution_name
        and reference.catalogue_version is not distinct from graduate.catalogue_version
        and reference.major_code is not distinct from graduate.major_code
        and reference.major_name is not distinct from graduate.major_name
        and reference.level is not distinct from graduate.level
where reference.reason_code is null
group by all
