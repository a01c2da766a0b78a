-- one row per column and source table: the columns it is made from there, the nearest tables first
select
    table_name,
    column_name,
    source_table,
    string_agg(source_column, ', ' order by source_column) as source_columns
from meta.lineage
group by table_name, column_name, source_table
order by table_name, column_name, min(steps_down), source_table
