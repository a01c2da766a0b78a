-- one row per program whose latest verdict carries a card: the receipt
from (select *, pooled_status as pooled_low_status, pooled_status as pooled_high_status from marts.verdict)
inner join policy.card using (card)
where is_latest_year and severity > 0
order by severity desc, institution_name, major_code, level, program_id
