-- at least one program was loaded; returns a row where a whole night's deliveries were refused
select 'no program was loaded' as problem
from (select count(*) as programs from core.program) as counted
where programs = 0
