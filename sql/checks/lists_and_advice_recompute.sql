-- every condition of a list entry or an advice holds when computed again; returns the rows that offend
with stated as (
    select reason.*, case reason.line_unit when 'bp' then 10000 else 1 end as per_unit
    from marts.rule_reason as reason
)

select subject_id, rule_id, rule_measure, value, line, line_unit
from stated
where
    not coalesce(
        case holds_when
            when 'below' then value * per_unit < line + 1e-9 * per_unit
            when 'at_or_below' then value * per_unit <= line + 1e-9 * per_unit
            when 'above' then value * per_unit > line - 1e-9 * per_unit
            else value * per_unit >= line - 1e-9 * per_unit
        end,
        false
    )
