"""What the release before published and withheld, as far as this one has to follow it (method.md §8)."""

from __future__ import annotations

from pathlib import Path

import duckdb

from transforms.connecting import attach, relations_of, tables_of
from transforms.sql_text import selects_in

sql_of = selects_in(Path(__file__).with_name("queries"))
WAREHOUSE, PUBLIC = "earlier", "earlier_public"
# table → its columns, where no release came before
REMEMBERED = {
    "disclosure.earlier_count": "kind varchar, owner_id varchar, year integer, observation varchar, part_of varchar, "
    "level varchar, school varchar, measure varchar, status varchar, exact bigint",
    "disclosure.earlier_stand_in": "kind varchar, level varchar, year integer, observation varchar, measure varchar, "
    "margin bigint, is_carried boolean, stand_in double",
    "disclosure.earlier_pool": "owner_id varchar, program_id varchar, year integer, criterion_id varchar, "
    "covers_from integer",
}


def remember(con: duckdb.DuckDBPyConnection, previous: Path | None, cell_sql: str) -> None:
    """Make the tables of REMEMBERED from the public file of the release before and the warehouse beside it.

    They are empty without one, and after a release that was made by other rules of disclosure. cell_sql: the select of
    `disclosure.cell` over the warehouse attached as `exact`. A twin of the warehouse may be attached already.
    """
    for table, columns in REMEMBERED.items():
        con.execute(f"create table {table} ({columns})")
    if previous is None or not previous.exists():
        return
    attach(con, previous, PUBLIC)
    if not {"meta.withheld", "meta.stand_in", "meta.published_pool"} <= set(tables_of(con, PUBLIC)):
        return
    if not relations_of(con, WAREHOUSE):
        attach(con, previous.with_name("warehouse.duckdb"), WAREHOUSE)
    con.execute(f"create temp view earlier_cell as {cell_sql.replace('exact.', f'{WAREHOUSE}.')}")
    con.execute(f"insert into disclosure.earlier_count by name {sql_of('earlier_count')}")
    con.execute(
        "insert into disclosure.earlier_stand_in by name select * exclude (withheld_cells, withheld_schools, "
        f"is_margin_exact) rename (cell_kind as kind) from {PUBLIC}.meta.stand_in"
    )
    con.execute(
        "insert into disclosure.earlier_pool by name "
        f"select * rename (cell_owner as owner_id) from {PUBLIC}.meta.published_pool"
    )
