-- one row per cell and count in it that was delivered: why it is withheld, and the whole it was compared with
with counted as (
    select
        cell.kind, cell.owner_id, cell.year, coalesce(cell.observation, '') as observation, cell.part_of, cell.level, cell.school,
        cell.is_low, cell.is_sibling, cell.least, cell.most, cell.delivered,
        unnest([
            {'measure': 'graduates', 'exact': graduates, 'whole': null, 'is_small': false, 'beside': null},
            {
                'measure': 'placed',
                'exact': placed,
                'whole': case when placed_beside is null then graduates end,
                'is_small': is_placed_small or placed_beside is not null,
                'beside': placed_beside
            },
            {'measure': 'employed', 'exact': employed, 'whole': employed_of, 'is_small': is_employed_small, 'beside': null},
            {'measure': 'matched', 'exact': matched, 'whole': matched_of, 'is_small': is_matched_small, 'beside': null},
            {'measure': 'contract', 'exact': contract, 'whole': matched_of, 'is_small': is_contract_small, 'beside': null},
            {'measure': 'freelance', 'exact': freelance, 'whole': freelance_of, 'is_small': is_freelance_small, 'beside': null},
            {'measure': 'in_house', 'exact': in_house, 'whole': in_house_of, 'is_small': is_in_house_small, 'beside': null}
        ], recursive := true)
    from disclosure.marked_cell as cell
),

marked as (
    select
        counted.*,
        case when is_low then 'low' when is_small then 'c' end as status,
        -- the small one of the two: the part itself, or what is left of its whole
        coalesce(exact between least and most, false) as is_part_small,
        (least + most) / 2 as middle
    from counted
    where exact is not null
)

select
    kind, owner_id, year, observation, part_of, level, school, delivered, measure, exact, whole, status, is_part_small, is_sibling,
    -- a part that is known to be so small stands in sums in the middle of what it can be, and its sibling at what remains;
    -- where both can be so small, which of them is says nothing
    case
        when status is null then cast(exact as double)
        when status = 'c' and beside is not null then beside
        when status = 'c' and whole <= 2 * most then whole / 2
        when status = 'c' then case when is_part_small or whole is null then middle else whole - middle end
    end as in_sums
from marked
