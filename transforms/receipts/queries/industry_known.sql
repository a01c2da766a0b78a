-- industries that are matched, with the years they are
select industry_code, industry_name, min(year) as first_year, max(year) as last_year
from marts.industry_match
where level = 'all' and not is_residual
group by industry_code, industry_name
order by industry_code
