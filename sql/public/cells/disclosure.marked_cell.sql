-- one row per cell: whether it is withheld as a whole, and which of its parts are (method.md §8)
-- A part of one or two persons is withheld, and so is one that would leave so many of its whole. The whole is the nearest one
-- that is published itself: where those placed are withheld, those employed are compared with the graduates.
with earlier as (
    -- what the release before withheld stays withheld while nothing of the cell was delivered otherwise
    select
        kind, owner_id, year, observation, part_of, level, delivered,
        bool_or(status = 'low') as was_low,
        list(measure) filter (where status = 'c') as withheld_parts
    from disclosure.earlier_count
    group by kind, owner_id, year, observation, part_of, level, delivered
),

sized as (
    select
        cell.*,
        limit_.min_part as most,
        1 - limit_.zero_is_small as least,
        coalesce(earlier.withheld_parts, []) as withheld_before,
        coalesce(
            cell.size > 0
            and (cell.size < limit_.min_cohort or coalesce(earlier.was_low, false))
            and (cell.kind <> 'intake' or limit_.intake_protected = 1),
            false
        ) as is_low
    from disclosure.cell as cell
    cross join disclosure.limit_ as limit_
    left join earlier
        on
            earlier.kind = cell.kind
            and earlier.owner_id = cell.owner_id
            and earlier.year = cell.year
            and earlier.observation = coalesce(cell.observation, '')
            and earlier.part_of = cell.part_of
            and earlier.level = cell.level
            and earlier.delivered = cell.delivered
),

-- graduates of a major in an industry: what is withheld must not follow from the employed of the major, which its programs
-- publish. Where too few such cells leave too little room, the next industries are withheld too, in the order of their codes;
-- one that was in the release before is not small itself
roomy as (
    select
        sized.*,
        limit_.min_cohort,
        count(case when is_low and size < limit_.min_cohort then 1 end) over major as low_cells,
        sum(case when is_low and size < limit_.min_cohort then size end) over major as low_persons,
        sum(case when size >= limit_.min_cohort then size end) over (
            partition by kind, owner_id, year, observation, level order by part_of rows between unbounded preceding and 1 preceding
        ) as persons_before,
        count(case when size >= limit_.min_cohort then 1 end) over (
            partition by kind, owner_id, year, observation, level order by part_of rows between unbounded preceding and 1 preceding
        ) as siblings_before
    from sized
    cross join disclosure.limit_ as limit_
    window major as (partition by kind, owner_id, year, observation, level)
),

withheld as (
    select
        roomy.*,
        coalesce(
            kind = 'employer'
            and size >= min_cohort
            and (
                is_low
                or (
                    low_cells > 0
                    and (low_cells = 1 or not low_persons between low_cells + most and low_cells * (min_cohort - 1) - most)
                    and (persons_before is null or low_persons + persons_before - siblings_before * min_cohort < low_cells + most)
                )
            ),
            false
        ) as is_sibling
    from roomy
),

small as (
    select
        withheld.* replace (is_low or is_sibling as is_low),
        coalesce(placed between least and most or graduates - placed between least and most, false) as is_placed_small,
        case
            when graduates <= 2 * most then graduates / 2
            when placed between least and most then (least + most) / 2
            else graduates - (least + most) / 2
        end as small_in_sums
    from withheld
),

-- of the industries of a major, one small part alone would follow from the matched of the major: that of the next industry
-- goes with it, and stands in sums at what the two leave
beside as (
    select
        small.*,
        count(case when is_low and placed is not null then 1 end) over major = 0
        and count(case when is_placed_small then 1 end) over major = 1 as is_alone,
        sum(case when is_placed_small then placed - small_in_sums end) over major as left_over,
        row_number() over (
            partition by kind, owner_id, year, observation, level order by is_placed_small or placed is null or size = 0, part_of
        ) as place
    from small
    window major as (partition by kind, owner_id, year, observation, level)
),

of_graduates as (
    select
        beside.* replace (
            is_placed_small or coalesce(list_contains(withheld_before, 'placed'), false) as is_placed_small
        ),
        case
            when kind = 'employer' and is_alone and place = 1 and not is_placed_small and placed is not null and size > 0
                then placed + left_over
        end as placed_beside
    from beside
),

of_placed as (
    select
        of_graduates.*,
        case when is_placed_small or placed_beside is not null then graduates else coalesce(placed, graduates) end as employed_of,
        coalesce(
            employed between least and most
            or employed_of - employed between least and most
            or list_contains(withheld_before, 'employed'),
            false
        ) as is_employed_small
    from of_graduates
),

of_employed as (
    select
        of_placed.*,
        case
            when is_employed_small and employed_of <= 2 * most then employed_of
            when is_employed_small and employed <= most then most
            when is_employed_small then employed_of
            else coalesce(employed, employed_of)
        end as matched_of,
        -- of so few all parts are withheld: two that are one at least would give the third
        coalesce(matched_of between 1 and 2 * most, false) as is_of_few,
        coalesce(
            is_of_few or matched between least and most or matched_of - matched between least and most or list_contains(withheld_before, 'matched'),
            false
        ) as is_matched_small,
        coalesce(
            is_of_few
            or contract between least and most
            or matched_of - contract between least and most
            or list_contains(withheld_before, 'contract'),
            false
        ) as is_contract_small
    from of_placed
)

select
    of_employed.*,
    case when is_contract_small then matched_of else coalesce(contract, matched_of) end as in_house_of,
    -- beside published contracts, what is left of the employed is the whole of flexible work
    -- where nearly all employed have contracts and neither count is published, one in flexible work would give both
    case
        when is_of_few then matched_of
        when is_employed_small and is_contract_small and matched_of - contract <= most and freelance <= most then most
        when is_contract_small then matched_of
        else matched_of - coalesce(contract, 0)
    end as freelance_of,
    coalesce(
        is_of_few
        or freelance_of between 1 and most
        or freelance between least and most
        or freelance_of - freelance between least and most
        or list_contains(withheld_before, 'freelance'),
        false
    ) as is_freelance_small,
    coalesce(
        is_of_few
        or in_house between least and most
        or in_house_of - in_house between least and most
        or list_contains(withheld_before, 'in_house'),
        false
    ) as is_in_house_small
from of_employed
