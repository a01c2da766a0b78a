-- one row per program and year whose card or reason differs from the release before; no number of persons,
-- and nothing of a verdict in which numbers alone moved: that one more was placed is nobody's business
select
    program_id,
    year,
    institution_code,
    institution_name,
    district_name,
    level,
    catalogue_version,
    major_code,
    major_name,
    change_kind,
    card_before,
    card,
    decided_card_before,
    decided_card,
    cause,
    other_causes,
    nature,
    is_explained,
    is_latest_year
from exact.marts.verdict_change
where change_kind <> 'numbers'
