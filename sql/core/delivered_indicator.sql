-- one row per program, year and indicator, as delivered
select
    program_key.program_id,
    indicator.year,
    indicator.indicator,
    case when count(*) = 1 then max(indicator.value) end as value,
    -- a part counts only where every row gives it
    case when count(indicator.numerator) = count(*) then cast(sum(cast(indicator.numerator as decimal(38, 15))) as double) end as numerator,
    case when count(indicator.denominator) = count(*) then cast(sum(cast(indicator.denominator as decimal(38, 15))) as double) end as denominator,
    bool_or(coalesce(indicator.is_averaged, false)) as is_averaged
from staging.indicator as indicator
inner join core.program_key as program_key using (institution_code, catalogue_version, major_code, level)
where
    indicator.row_status = 'loaded'
    and indicator.year >= program_key.from_year
    and indicator.year < program_key.before_year
group by program_key.program_id, indicator.year, indicator.indicator
