-- one row per program and other open program of its school and level that is set up like it, and by what
with limits as (
    select
        max(case when parameter = 'similar_name' then value end) as name_limit,
        max(case when parameter = 'similar_industries' then value end) as industry_limit
    from rules.parameter_in_force
),

-- the same field at another level is a ladder, not a duplicate (method.md §5)
paired as (
    select
        one.program_id,
        other.program_id as other_program_id,
        coalesce(one.major_class_code = other.major_class_code, false)
        and one.catalogue_version = other.catalogue_version as is_same_class,
        -- sections of industry are coarse: food and cars are both manufacturing, and no duplicates of each other
        coalesce(one.major_division_code = other.major_division_code, false)
        and one.catalogue_version = other.catalogue_version as is_same_division,
        name.name_similarity,
        industry.industry_similarity
    from rules.standing as one
    inner join rules.standing as other
        on
            other.institution_code = one.institution_code
            and other.level = one.level
            and other.program_id <> one.program_id
    left join rules.name_similarity as name
        on name.major_name = one.major_name and name.other_major_name = other.major_name
    left join rules.industry_similarity as industry
        on
            industry.catalogue_version = one.catalogue_version
            and industry.major_code = one.major_code
            and industry.other_catalogue_version = other.catalogue_version
            and industry.other_major_code = other.major_code
    where one.is_open and other.is_open
)

select
    paired.program_id,
    paired.other_program_id,
    paired.is_same_class,
    coalesce(paired.name_similarity >= limits.name_limit, false) as is_near_name,
    paired.is_same_division and coalesce(paired.industry_similarity >= limits.industry_limit, false) as is_near_industry,
    paired.name_similarity,
    paired.industry_similarity
from paired
cross join limits
where
    paired.is_same_class
    or paired.name_similarity >= limits.name_limit
    or (paired.is_same_division and paired.industry_similarity >= limits.industry_limit)
