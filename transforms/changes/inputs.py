"""Which inputs (delivered rows, policy values, decisions) differ between two releases: one row per changed input.

Three databases are attached to the connection: the earlier release as `previous`, the later one as `warehouse`, and
`changes`, in memory, for the tables made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from transforms.connecting import columns_of
from transforms.deliveries import load_contracts
from transforms.sql_text import SQL_DIR, selects_in

PREVIOUS, PRESENT, WORK = "previous", "warehouse", "changes"
sql_of = selects_in(SQL_DIR / "changes")

# The causes of method.md §3.3, in the order in which the earlier release's inputs are replaced by the later one's.
CAUSES = ("method_change", "lineage_change", "restatement", "new_data", "policy_change", "decision")
YEAR = {
    "employment": "cohort_year",
    "enrolment": "enrolment_year",
    "indicator": "year",
    "decision": "year",
    "graduate_cohort": "cohort_year",
    "major_lineage": "effective_year",
}
# deliveries with a row per graduate are compared by their cohort counts
COHORT_KEY = ("institution_code", "catalogue_version", "major_code", "level", "cohort_year", "observation")
NO_CONTENT = ("row_status", "reason_code", "is_by_name")


@dataclass(frozen=True)
class Feed:
    """A staging table of delivered rows. is_placed: each row has a file, sheet and row number; false for counts."""

    name: str
    key: tuple[str, ...]
    is_placed: bool = True

    @property
    def table(self) -> str:
        return f"staging.{self.name}"

    @property
    def year(self) -> str | None:
        """The column with the year a row is about; None for feeds whose rows hold for a range of days."""
        return YEAR.get(self.name)

    def content(self, columns: list[str]) -> list[str]:
        """The columns compared: neither key nor provenance."""
        return [name for name in columns if name not in (*self.key, *NO_CONTENT) and not name.startswith("_")]


def _of_contract(name: str) -> Feed:
    return Feed(name, load_contracts()[name].key)


DATA = (
    *map(_of_contract, ("employment", "enrolment", "indicator", "exemption")),
    Feed("graduate_cohort", COHORT_KEY, is_placed=False),
)
LINEAGE = _of_contract("major_lineage")
DECISION = _of_contract("decision")
FEEDS = (*DATA, LINEAGE, DECISION)

# The key of each policy table that is compared; the others hold nothing that a verdict depends on.
POLICY_KEYS = {
    "criterion": ("criterion_id",),
    "criterion_level": ("criterion_id", "level"),
    "criterion_window": ("criterion_id", "window_years"),
    "criterion_line": ("criterion_id", "level", "valid_from"),
    "criterion_minimum": ("criterion_id", "level", "valid_from"),
    "trigger": ("trigger_id",),
    "trigger_criterion": ("trigger_id", "criterion_id"),
    "exemption": ("reason",),
    "reinstatement": ("card", "valid_from"),
    "parameter": ("parameter", "level", "valid_from"),
    "card": ("card",),
    "clause": ("clause_id",),
}
PLACE = {"file": "_file", "sheet": "_sheet", "row": "_row"}
NAMED = ("institution_code", "catalogue_version", "major_code", "level", "document_number", "until_date")
POLICY_NAMED = ("criterion_id", "trigger_id", "card", "clause_id", "valid_from", "level")
LINEAGE_ENDS = ("from_catalogue_version", "from_major_code", "to_catalogue_version", "to_major_code")


def list_inputs(con: duckdb.DuckDBPyConnection, is_same_code: bool, is_same_policy: bool) -> None:
    """Make `changes.base_<feed>` (the earlier rows) for each feed, and fill `changes.input_change` with what differs.

    is_same_code: both releases were made by the code that runs; else rows of files that both releases have count as the
    later release read them. is_same_policy: the policy file is the same although the code is not; it is not compared.
    """
    con.execute(sql_of("input_change"))
    for feed in FEEDS:
        con.execute(f"create table changes.base_{feed.name} as {_base(con, feed, is_same_code)}")
        _enter_rows(con, feed)
    if not is_same_policy:
        for table, key in POLICY_KEYS.items():
            _enter_policy(con, table, key)
    con.execute(sql_of("expired_decision"))
    con.execute(sql_of("cause_of_input"))
    con.execute(sql_of("touched"))


def filled(con: duckdb.DuckDBPyConnection, database: str, table: str, columns: Mapping[str, str]) -> str:
    """SQL that selects these columns (name → type) of a table: a missing column is null, a missing table empty."""
    own = columns_of(con, database, table)
    selected = ", ".join(
        f'"{name}"' if name in own else f'cast(null as {kind}) as "{name}"' for name, kind in columns.items()
    )
    return f"select {selected} from {database}.{table}" if own else f"select {selected} where false"


def _base(con: duckdb.DuckDBPyConnection, feed: Feed, is_same_code: bool) -> str:
    """The select of the earlier rows of a feed, those that were loaded, in the columns of the later release."""
    old = filled(con, PREVIOUS, feed.table, columns_of(con, PRESENT, feed.table))
    if not feed.is_placed:
        return old
    loaded = f"select * from ({old}) where row_status = 'loaded'"
    if is_same_code:
        return loaded
    # a key as one value, so that one select serves every feed
    key = f"row({', '.join(feed.key)}) as input_key"
    con.execute(f"create or replace view changes.old_row as select *, {key} from ({loaded})")
    con.execute(f"create or replace view changes.present_row as select *, {key} from {PRESENT}.{feed.table}")
    return sql_of("read_again")


def _enter_rows(con: duckdb.DuckDBPyConnection, feed: Feed) -> None:
    names = list(columns_of(con, PRESENT, feed.table))
    described = [name for name in NAMED if name in names]
    if feed == LINEAGE:
        described += LINEAGE_ENDS
    columns = [f"coalesce(present.{name}, base.{name}) as {name}" for name in described]
    if feed.year:
        columns.append(f"coalesce(present.{feed.year}, base.{feed.year}) as input_year")
    if feed.is_placed:
        columns += [f"present.{column} as {name}" for name, column in PLACE.items()]
        columns += [f"base.{column} as {name}_before" for name, column in PLACE.items()]
    loaded = " where row_status = 'loaded'" if feed.is_placed else ""
    sides = (f"changes.base_{feed.name}", f"{PRESENT}.{feed.table}{loaded}")
    _enter(con, feed.name, sides, columns, feed.key, feed.content(names))


def _enter_policy(con: duckdb.DuckDBPyConnection, table: str, key: Sequence[str]) -> None:
    names = columns_of(con, PRESENT, f"policy.{table}")
    item = ", ".join(f"cast(coalesce(present.{name}, base.{name}) as varchar)" for name in key)
    columns = [f"concat_ws(' ', {item}) as item"]
    columns += [f"coalesce(present.{name}, base.{name}) as {name}" for name in POLICY_NAMED if name in names]
    sides = (f"({filled(con, PREVIOUS, f'policy.{table}', names)})", f"{PRESENT}.policy.{table}")
    content = [name for name in names if name not in key]
    _enter(con, f"policy.{table}", sides, columns, key, content)


def _enter(
    con: duckdb.DuckDBPyConnection,
    feed: str,
    sides: tuple[str, str],
    columns: Sequence[str],
    key: Sequence[str],
    content: Sequence[str],
) -> None:
    """Enter the rows that differ between two tables. sides: earlier and later; content: the columns compared."""
    for name, rows in zip(("base", "present"), sides, strict=True):
        con.execute(f"create or replace view changes.{name}_side as select *, true as is_there from {rows}")
    stated = ", ".join(["base.is_there as was_there", "present.is_there", *columns])
    both = f"changes.base_side as base full join changes.present_side as present on {is_same('base', 'present', key)}"
    con.execute(
        f"create or replace view changes.differing as select {stated}, {_differences(content)} as differences "
        f"from {both} where {_differs(content)}"
    )
    con.execute(sql_of("differing_input"), {"feed": feed})


def is_same(one: str, other: str, key: Sequence[str]) -> str:
    """An SQL condition that rows of tables `one` and `other` have the same key; null equals null."""
    return " and ".join(f"{one}.{name} is not distinct from {other}.{name}" for name in key)


def _differs(content: Sequence[str]) -> str:
    differing = [f"base.{name} is distinct from present.{name}" for name in content]
    return " or ".join(["base.is_there is null", "present.is_there is null", *differing])


def _differences(content: Sequence[str]) -> str:
    """SQL for a JSON list of the columns that differ, each as {column, before, after}."""
    each = ", ".join(
        f"{{'column': '{name}', 'before': cast(base.{name} as varchar), 'after': cast(present.{name} as varchar)}}"
        for name in content
    )
    if not each:
        return "cast('[]' as json)"
    return f"""to_json(list_filter([{each}], lambda item: item."before" is distinct from item."after"))"""


def changed_inputs(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The causes (of CAUSES) for which `changes.input_change` has a row."""
    return {cause for (cause,) in con.execute("select distinct cause from changes.input_change").fetchall()}
