-- one row per column of a mart or account and delivered column, value of the policy or fact of the run it is made from
select table_name, column_name, source_table, source_column, steps_down
from exact.meta.lineage
where is_root and (starts_with(table_name, 'marts.') or starts_with(table_name, 'meta.'))
