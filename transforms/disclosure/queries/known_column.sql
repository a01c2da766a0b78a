-- one row per table that a select of what is published may read, those of the warehouse under a prefix: its columns in order
select
    concat(case when database_name = $exact then concat($exact, '_') end, schema_name, '.', table_name) as table_name,
    list(column_name order by column_index) as columns
from duckdb_columns()
where database_name in ($exact, current_database()) and not internal
group by all
