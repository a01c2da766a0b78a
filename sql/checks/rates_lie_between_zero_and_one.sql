-- rates lie between zero and one; returns the rows that offend
select program_id, year, employment_rate, rate_low, rate_high, contract_rate, matched_rate
from marts.program_year
where
    employment_rate not between 0 and 1
    or rate_low > employment_rate
    or rate_high < employment_rate
    or contract_rate not between 0 and 1
    or matched_rate not between 0 and 1
