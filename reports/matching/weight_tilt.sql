-- one row: how far each weight of a crosswalk is tilted at most, in 1/10000 of it, on the day of the release
select cast(max(parameter.value) as double) as tilt_bp
from policy.parameter as parameter
cross join meta.run as run
where
    parameter.parameter = 'match_tilt_bp'
    and parameter.valid_from <= run.as_of
    and (parameter.valid_before is null or run.as_of < parameter.valid_before)
