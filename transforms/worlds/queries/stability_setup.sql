-- counted cohorts are drawn again; a value without counts, an intake or a number of sites is no draw of graduates
create schema drawn;
create table drawn.counted as
select cast(row_number() over (order by program_id, year, indicator, observation) as bigint) - 1 as place, *
from core.reading
where indicator in ('employment_rate', 'matched_rate', 'contract_rate') and denominator > 0 and numerator is not null;

create table drawn.other as
select *
from core.reading
where
    indicator not in ('employment_rate', 'matched_rate', 'contract_rate')
    or coalesce(denominator, 0) <= 0
    or numerator is null;

create table drawn.numerator (place bigint, numerator bigint);
create table drawn.verdict (draw integer, program_id varchar, card varchar);
