-- one row per open program and program of its school set up like it; one crowded in the region only stands alone
with alike as (
    select
        standing.program_id,
        pair.other_program_id,
        coalesce(pair.is_same_class, false) as is_same_class,
        coalesce(pair.is_near_name, false) as is_near_name,
        coalesce(pair.is_near_industry, false) as is_near_industry,
        pair.name_similarity,
        pair.industry_similarity
    from rules.standing as standing
    left join rules.similar_pair as pair on pair.program_id = standing.program_id
    where standing.is_open
),

-- what is known of a program on either side of a pair
known as (
    select
        standing.program_id,
        standing.major_code,
        standing.major_name,
        standing.seats,
        standing.card,
        standing.decided_card,
        standing.years_counted,
        standing.is_failing_in_turn,
        standing.judged_numerator,
        standing.judged_denominator,
        standing.judged_value as judged_rate,
        ratio.supply,
        ratio.stand_ins,
        ratio.allocated_demand,
        ratio.allocated_demand / nullif(ratio.supply, 0) as supply_demand_ratio
    from rules.standing as standing
    left join marts.major_ratio as ratio using (level, catalogue_version, major_code)
)

select
    alike.program_id,
    alike.other_program_id,
    program.institution_code,
    program.institution_name,
    program.district_code,
    program.district_name,
    program.level,
    program.catalogue_version,
    known.major_code,
    known.major_name,
    program.major_class_code,
    program.major_class_name,
    other.major_code as other_major_code,
    other.major_name as other_major_name,
    alike.other_program_id is not null as is_similar_in_school,
    coalesce(site.is_crowded, false) as is_crowded_in_region,
    alike.is_same_class, alike.is_near_name, alike.is_near_industry,
    alike.name_similarity, alike.industry_similarity,
    site.sites, site.schools, site.site_share,
    known.seats, other.seats as other_seats,
    known.card, other.card as other_card,
    known.decided_card, other.decided_card as other_decided_card,
    known.years_counted, other.years_counted as other_years_counted,
    known.is_failing_in_turn, coalesce(other.is_failing_in_turn, false) as is_other_failing_in_turn,
    known.judged_numerator, known.judged_denominator, known.judged_rate,
    other.judged_numerator as other_judged_numerator, other.judged_denominator as other_judged_denominator,
    other.judged_rate as other_judged_rate,
    known.supply, known.stand_ins, known.allocated_demand, known.supply_demand_ratio,
    other.supply as other_supply, other.allocated_demand as other_allocated_demand,
    other.supply_demand_ratio as other_supply_demand_ratio
from alike
inner join core.program as program on program.program_id = alike.program_id
inner join known on known.program_id = alike.program_id
left join known as other on other.program_id = alike.other_program_id
left join rules.site_count as site on site.program_id = alike.program_id
where alike.other_program_id is not null or site.is_crowded
