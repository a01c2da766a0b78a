-- rows read of every file are loaded, refused, duplicate, superseded or totals; returns the rows that offend
select *
from meta.accounting
where rows_read <> loaded + refused + duplicate + superseded + total_rows
