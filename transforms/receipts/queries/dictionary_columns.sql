with named as (
    select source_column, source_table, column_name, steps_down
    from meta.lineage
    where table_name = $table and is_root
),

rooted as (
    select
        column_name,
        string_agg(source_table || '.' || source_column, ', ' order by steps_down, source_table, source_column) as made_from
    from named
    group by column_name
)

select
    own.column_name,
    own.data_type,
    own.comment as meaning,
    rooted.made_from
from duckdb_columns() as own
left join rooted on rooted.column_name = own.column_name
where own.schema_name || '.' || own.table_name = $table
order by own.column_index
