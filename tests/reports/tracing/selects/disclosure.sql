-- one row per threshold of disclosure
select value
from policy.parameter
where parameter like 'disclosure_%' or parameter like 'evidence_%'
