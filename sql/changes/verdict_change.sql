-- what each changed verdict says before and after, beside its cause
create table changes.verdict_change as
select
    caused.program_id,
    caused.year,
    coalesce(new.institution_code, old.institution_code) as institution_code,
    coalesce(new.institution_name, old.institution_name) as institution_name,
    coalesce(new.district_name, old.district_name) as district_name,
    coalesce(new.level, old.level) as level,
    coalesce(new.catalogue_version, old.catalogue_version) as catalogue_version,
    coalesce(new.major_code, old.major_code) as major_code,
    coalesce(new.major_name, old.major_name) as major_name,
    caused.change_kind,
    old.card as card_before,
    new.card,
    old.decided_card as decided_card_before,
    new.decided_card,
    old.reason_code as reason_code_before,
    new.reason_code,
    old.criterion_id as criterion_id_before,
    new.criterion_id,
    old.trigger_id as trigger_id_before,
    new.trigger_id,
    old.numerator as numerator_before,
    new.numerator,
    old.denominator as denominator_before,
    new.denominator,
    old.value as value_before,
    new.value,
    old.line as line_before,
    new.line,
    coalesce(new.line_unit, old.line_unit) as line_unit,
    caused.cause,
    array_to_string(
        list_filter(list_distinct(caused.moved_by), lambda cause: cause <> caused.cause), ','
    ) as other_causes,
    cast(null as varchar) as nature,
    false as is_explained,
    coalesce(new.is_latest_year, old.is_latest_year) as is_latest_year
from changes.caused as caused
left join previous.marts.verdict as old on old.program_id = caused.program_id and old.year = caused.year
left join warehouse.marts.verdict as new on new.program_id = caused.program_id and new.year = caused.year
