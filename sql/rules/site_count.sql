-- one row per program: how many sites its major has in the region, at which share of the level's schools, and if too many
with limits as (
    select
        max(case when parameter = 'crowded_sites' then value end) as most_sites,
        max(case when parameter = 'crowded_site_share_bp' then value end) as largest_share_bp,
        max(case when parameter = 'crowded_share_from_sites' then value end) as from_sites
    from rules.parameter_in_force
),

counted as (
    select
        standing.program_id,
        max(case when reading.indicator = 'site_share' then reading.numerator end) as sites,
        max(case when reading.indicator = 'site_share' then reading.denominator end) as schools
    from rules.standing as standing
    inner join core.reading as reading
        on reading.program_id = standing.program_id and reading.year = standing.seats_year
    where reading.indicator = 'site_share'
    group by standing.program_id
)

select
    counted.program_id,
    counted.sites,
    counted.schools,
    counted.sites / nullif(cast(counted.schools as double), 0) as site_share,
    counted.sites > limits.most_sites
    or (counted.sites >= limits.from_sites and 10000 * counted.sites > limits.largest_share_bp * counted.schools) as is_crowded
from counted
cross join limits
