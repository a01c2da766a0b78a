-- one row per landed row that is about a program: its key, a fingerprint of what it says, why it cannot be used
with named as (
    select
        'enrolment' as feed, _row_id, _delivery_id,
        institution_code, institution_name, catalogue_version, major_code, major_name, level,
        cast(null as varchar) as own_reason,
        cast(enrolment_year as varchar) as rest_of_key,
        concat_ws('|', coalesce(planned, -1), coalesce(admitted, -1), coalesce(registered, -1), coalesce(enrolled, -1)) as said
    from landing.enrolment
    union all
    select
        'employment' as feed, _row_id, _delivery_id,
        institution_code, institution_name, catalogue_version, major_code, major_name, level,
        cast(null as varchar) as own_reason,
        concat_ws('|', cohort_year, observation) as rest_of_key,
        concat_ws(
            '|', coalesce(graduates, -1), coalesce(placed, -1), coalesce(contract, -1), coalesce(self_employed, -1),
            coalesce(freelance, -1), coalesce(further_study, -1), coalesce(awaiting_employment, -1),
            coalesce(preparing_further_study, -1), coalesce(other_not_employed, -1), coalesce(still_studying, -1),
            coalesce(employed, -1), coalesce(matched, -1), coalesce(employment_rate, -1)
        ) as said
    from landing.employment
    union all
    select
        'indicator' as feed, _row_id, _delivery_id,
        institution_code, institution_name, catalogue_version, major_code, major_name, level,
        -- what is read from the other feeds cannot be delivered beside them
        case when list_contains(getvariable('computed_indicators'), indicator) then 'computed_indicator' end as own_reason,
        concat_ws('|', year, indicator) as rest_of_key,
        concat_ws('|', coalesce(value, -1), coalesce(numerator, -1), coalesce(denominator, -1), is_averaged) as said
    from landing.indicator
    union all
    select
        'program_setting' as feed, _row_id, _delivery_id,
        institution_code, institution_name, catalogue_version, major_code, major_name, level,
        cast(null as varchar) as own_reason,
        concat_ws('|', year, event) as rest_of_key,
        coalesce(document_number, '-') as said
    from landing.program_setting
    union all
    select
        'decision' as feed, _row_id, _delivery_id,
        institution_code, institution_name, catalogue_version, major_code, major_name, level,
        cast(null as varchar) as own_reason,
        concat_ws('|', year, document_number) as rest_of_key,
        concat_ws('|', decision, coalesce(decided_card, '-'), decided_by, decided_on, coalesce(until_date, date '9999-12-31')) as said
    from landing.decision
    union all
    select
        'exemption' as feed, _row_id, _delivery_id,
        institution_code, institution_name, catalogue_version, major_code, major_name, level,
        cast(null as varchar) as own_reason,
        concat_ws('|', reason, valid_from) as rest_of_key,
        cast(valid_to as varchar) as said
    from landing.exemption
)

select
    named.feed,
    named._row_id,
    named._delivery_id,
    concat_ws(
        '|', reference.resolved_institution_code, reference.resolved_catalogue_version,
        reference.resolved_major_code, reference.resolved_level, named.rest_of_key
    ) as row_key,
    md5(named.said) as said,
    coalesce(reference.reason_code, named.own_reason) as reason_code,
    reference.reference_id
from named
left join staging.program_reference as reference
    on
        reference.institution_code is not distinct from named.institution_code
        and reference.institution_name is not distinct from named.institution_name
        and reference.catalogue_version is not distinct from named.catalogue_version
        and reference.major_code is not distinct from named.major_code
        and reference.major_name is not distinct from named.major_name
        and reference.level is not distinct from named.level
