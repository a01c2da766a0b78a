-- weights of every major sum to one; returns the rows that offend
select crosswalk_source, catalogue_version, major_code, industry_classification, from_year, sum(weight) as weight_sum
from core.crosswalk_weight
group by crosswalk_source, catalogue_version, major_code, industry_classification, from_year
having abs(sum(weight) - 1) > 1e-9
