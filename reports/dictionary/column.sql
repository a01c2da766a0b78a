-- one row per column of a published table, in the order of the table
select
    schema_name || '.' || table_name as table_name,
    column_name,
    data_type
from duckdb_columns()
where not internal
order by schema_name, table_name, column_index
