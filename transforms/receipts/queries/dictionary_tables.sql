select
    schema_name || '.' || table_name as table_name,
    estimated_size as rows,
    comment as meaning
from duckdb_tables()
where table_name ilike '%' || $part || '%' or schema_name || '.' || table_name ilike $part || '%'
order by list_position(['marts', 'meta', 'policy', 'rules', 'core', 'staging'], schema_name), table_name
