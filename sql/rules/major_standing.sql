-- one row per level and major that is offered in the region: its sites, seats, results and failing programs
select
    concat_ws('|', standing.level, standing.catalogue_version, standing.major_code) as level_major_id,
    standing.level,
    standing.catalogue_version,
    standing.major_code,
    max(standing.major_name) as major_name,
    max(standing.major_class_code) as major_class_code,
    count(*) as open_programs,
    max(site.sites) as sites,
    max(site.schools) as schools,
    cast(sum(standing.seats) as bigint) as seats,
    cast(sum(case when standing.filled_seats is not null then standing.seats end) as bigint) as seats_with_intake,
    cast(sum(standing.filled_seats) as bigint) as filled_seats,
    cast(sum(standing.judged_numerator) as bigint) as judged_numerator,
    cast(sum(standing.judged_denominator) as bigint) as judged_denominator,
    sum(case when standing.decided_card is not null and standing.decided_card <> 'not_judged' then 1 else 0 end) as judged_programs,
    sum(case when standing.is_failing_in_turn then 1 else 0 end) as failing_programs
from rules.standing as standing
left join rules.site_count as site on site.program_id = standing.program_id
where standing.is_open
group by standing.level, standing.catalogue_version, standing.major_code
