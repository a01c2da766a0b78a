-- one row per statement and cohort it pools, its own or one a program before it had
with owner as (
    select program_id, criterion_id, year, inherited_from, result
    from marts.criterion_result
)

select claim.claim, cell.cell
from claim
inner join owner
    on
        owner.program_id = claim.program_id
        and owner.criterion_id = claim.criterion_id
        and owner.year between claim.first_year and claim.year
inner join cell
    on
        cell.program_id = coalesce(owner.inherited_from, owner.program_id)
        and cell.year = owner.year
        and cell.observation is not distinct from claim.observation
where
    (claim.claim_kind = 'evidence' or owner.result <> 'exempt')
    and case claim.numerator_measure
        when 1
            then coalesce(cell.placed_status in ('c', 'low'), true) and coalesce(cell.graduates_status = 'c', true)
        else coalesce(cell.matched_status in ('c', 'low'), true) and coalesce(cell.employed_status = 'c', true)
    end
order by claim.claim, cell.cell
