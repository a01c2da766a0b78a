-- one row per supply of a major, crosswalk source, classification, granularity and industry it is meant for
with used as (
    -- a source speaks at a granularity where it maps at least one major to it
    select distinct
        weight.crosswalk_source,
        weight.industry_classification,
        coalesce(industry.granularity, 'section') as granularity
    from core.crosswalk_weight as weight
    inner join staging.industry as industry
        on
            industry.industry_classification = weight.industry_classification
            and industry.industry_code = weight.industry_code
            and industry.row_status = 'loaded'
),

placed as (
    select
        weight.*,
        industry.granularity
    from core.crosswalk_weight as weight
    left join staging.industry as industry
        on
            industry.industry_classification = weight.industry_classification
            and industry.industry_code = weight.industry_code
            and industry.row_status = 'loaded'
)

select
    supply.year,
    supply.level,
    supply.region_code,
    supply.supply_basis,
    supply.catalogue_version,
    supply.major_code,
    used.crosswalk_source,
    used.industry_classification,
    used.granularity,
    -- a major that no mapping names is unmapped as a whole, never left out; so is what is mapped to another granularity
    case when placed.granularity = used.granularity then placed.industry_code else 'unmapped' end as industry_code,
    cast(sum(cast(supply.supply * coalesce(placed.weight, 1.0) as decimal(38, 15))) as double) as supply,
    cast(max(supply.stand_ins) as bigint) as stand_ins
from core.supply as supply
cross join used
left join placed
    on
        placed.catalogue_version = supply.catalogue_version
        and placed.major_code = supply.major_code
        and placed.crosswalk_source = used.crosswalk_source
        and placed.industry_classification = used.industry_classification
        and supply.year >= placed.from_year
        and supply.year < placed.before_year
group by all
