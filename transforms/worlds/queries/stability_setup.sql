-- counted cohorts, which alone have a day of observation, are drawn again; other values are no draw of graduates
create schema drawn;
create table drawn.counted as
select cast(row_number() over (order by program_id, year, indicator, observation) as bigint) - 1 as place, *
from core.reading
where observation is not null and denominator > 0 and numerator is not null;

create table drawn.other as
select *
from core.reading
where observation is null or coalesce(denominator, 0) <= 0 or numerator is null;

create table drawn.numerator (place bigint, numerator bigint);
create table drawn.verdict (draw integer, program_id varchar, card varchar);
