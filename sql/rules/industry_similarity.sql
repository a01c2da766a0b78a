-- one row per two majors that some school offers side by side at one level: cosine of the industries they are meant for
with world as (
    select *
    from marts.matching_world
    where preference = 1
),

profile as (
    select weight.catalogue_version, weight.major_code, weight.industry_code, weight.weight
    from core.crosswalk_weight as weight
    inner join world
        on
            world.crosswalk_source = weight.crosswalk_source
            and world.industry_classification = weight.industry_classification
            and world.latest_year >= weight.from_year
            and world.latest_year < weight.before_year
),

-- what maps nowhere makes two majors less alike, never more
size as (
    select catalogue_version, major_code, sqrt(cast(sum(cast(weight * weight as decimal(38, 15))) as double)) as norm
    from profile
    group by catalogue_version, major_code
),

side_by_side as (
    select distinct
        one.catalogue_version, one.major_code,
        other.catalogue_version as other_catalogue_version, other.major_code as other_major_code
    from rules.standing as one
    inner join rules.standing as other
        on
            other.institution_code = one.institution_code
            and other.level = one.level
            and other.program_id <> one.program_id
    where one.is_open and other.is_open
)

select
    pair.catalogue_version,
    pair.major_code,
    pair.other_catalogue_version,
    pair.other_major_code,
    least(
        1,
        cast(sum(cast(one.weight * other.weight as decimal(38, 15))) as double)
        / nullif(max(own.norm) * max(others.norm), 0)
    ) as industry_similarity
from side_by_side as pair
inner join profile as one using (catalogue_version, major_code)
inner join profile as other
    on
        other.catalogue_version = pair.other_catalogue_version
        and other.major_code = pair.other_major_code
        and other.industry_code = one.industry_code
inner join size as own on own.catalogue_version = pair.catalogue_version and own.major_code = pair.major_code
inner join size as others
    on others.catalogue_version = pair.other_catalogue_version and others.major_code = pair.other_major_code
where one.industry_code <> 'unmapped'
group by pair.catalogue_version, pair.major_code, pair.other_catalogue_version, pair.other_major_code
