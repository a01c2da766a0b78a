-- one row per delivered row, value of the policy or decision that the two releases do not share
create sequence changes.input_number;

create table changes.input_change (
    input_id bigint,
    cause varchar,
    feed varchar,
    happened varchar,
    item varchar,
    institution_code varchar,
    catalogue_version varchar,
    major_code varchar,
    level varchar,
    input_year integer,
    from_catalogue_version varchar,
    from_major_code varchar,
    to_catalogue_version varchar,
    to_major_code varchar,
    file varchar,
    sheet varchar,
    row bigint,
    file_before varchar,
    sheet_before varchar,
    row_before bigint,
    criterion_id varchar,
    trigger_id varchar,
    card varchar,
    clause_id varchar,
    valid_from date,
    until_date date,
    document_number varchar,
    differences json
)
