"""What was delivered, ruled and decided otherwise in one release than in the other: one row per changed input."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from transforms.changes.feeds import DATA, DECISION, FEEDS, LINEAGE, Feed
from transforms.changes.sql import PRESENT, PREVIOUS, columns_of, filled, sql_of

# What tells one row of a policy table from another. Tables without a place here carry no number a verdict rests on.
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
LINEAGE_ENDS = ("from_catalogue_version", "from_major_code", "to_catalogue_version", "to_major_code")


def list_inputs(con: duckdb.DuckDBPyConnection, is_same_code: bool, is_same_policy: bool) -> None:
    """Make `changes.base_<feed>`, the earlier rows as read by the later code, and fill `changes.input_change`."""
    con.execute(sql_of("input_change"))
    for feed in FEEDS:
        con.execute(_base(con, feed, is_same_code))
        con.execute(_changed_rows(con, feed), {"feed": feed.name})
    if not is_same_policy:
        for table, key in POLICY_KEYS.items():
            con.execute(_changed_policy(con, table, key), {"feed": f"policy.{table}"})
    con.execute(sql_of("expired_decision"))
    con.execute(sql_of("cause_of_input"))
    con.execute(sql_of("touched"))


def _base(con: duckdb.DuckDBPyConnection, feed: Feed, is_same_code: bool) -> str:
    columns = columns_of(con, PRESENT, feed.table)
    old = filled(con, PREVIOUS, feed.table, columns)
    if not feed.is_placed:
        return f"create table changes.base_{feed.name} as {old}"
    loaded = f"select * from ({old}) where row_status = 'loaded'"
    if is_same_code:
        return f"create table changes.base_{feed.name} as {loaded}"
    # other code may read a file otherwise: rows of a file that both releases know count as the later one reads them
    same_key = _same("old", "present", feed.key)
    return f"""
        create table changes.base_{feed.name} as
        with old as ({loaded}),
        present as (from {PRESENT}.{feed.table})
        select present.* replace ('loaded' as row_status) from present semi join old using (_row_id)
        union all by name
        select old.* from old anti join present using (_row_id)
        union all by name
        select present.*
        from present
        where
            row_status = 'loaded'
            and _delivery_id in (select delivery_id from {PREVIOUS}.meta.source_file)
            and not exists (select 1 from old where {same_key})
    """


def _changed_rows(con: duckdb.DuckDBPyConnection, feed: Feed) -> str:
    names = list(columns_of(con, PRESENT, feed.table))
    content = feed.content(names)
    told = [f"coalesce(present.{name}, base.{name}) as {name}" for name in NAMED if name in names]
    if feed == LINEAGE:
        told += [f"coalesce(present.{name}, base.{name}) as {name}" for name in LINEAGE_ENDS]
    if feed.year:
        told.append(f"coalesce(present.{feed.year}, base.{feed.year}) as input_year")
    if feed.is_placed:
        told += [f"present.{column} as {name}" for name, column in PLACE.items()]
        told += [f"base.{column} as {name}_before" for name, column in PLACE.items()]
    loaded = "where row_status = 'loaded'" if feed.is_placed else ""
    return f"""
        insert into changes.input_change by name
        select
            nextval('changes.input_number') as input_id,
            $feed as feed,
            {_happened()} as happened,
            {", ".join(told)},
            {_differences(content)} as differences
        from (select *, true as is_there from changes.base_{feed.name}) as base
        full join (select *, true as is_there from {PRESENT}.{feed.table} {loaded}) as present
            on {_same("base", "present", feed.key)}
        where {_differs(content)}
    """


def _changed_policy(con: duckdb.DuckDBPyConnection, table: str, key: Sequence[str]) -> str:
    columns = columns_of(con, PRESENT, f"policy.{table}")
    content = [name for name in columns if name not in key]
    about = ("criterion_id", "trigger_id", "card", "clause_id", "valid_from", "level")
    told = [f"coalesce(present.{name}, base.{name}) as {name}" for name in about if name in columns]
    item = ", ".join(f"cast(coalesce(present.{name}, base.{name}) as varchar)" for name in key)
    return f"""
        insert into changes.input_change by name
        select
            nextval('changes.input_number') as input_id,
            $feed as feed,
            {_happened()} as happened,
            concat_ws(' ', {item}) as item,
            {", ".join(told)},
            {_differences(content)} as differences
        from (select *, true as is_there from ({filled(con, PREVIOUS, f"policy.{table}", columns)})) as base
        full join (select *, true as is_there from {PRESENT}.policy.{table}) as present
            on {_same("base", "present", key)}
        where {_differs(content)}
    """


def _happened() -> str:
    return (
        "case when base.is_there is null then 'new' when present.is_there is null then 'withdrawn' "
        "else 'restated' end"
    )


def _same(one: str, other: str, key: Sequence[str]) -> str:
    return " and ".join(f"{one}.{name} is not distinct from {other}.{name}" for name in key)


def _differs(content: Sequence[str]) -> str:
    told = [f"base.{name} is distinct from present.{name}" for name in content]
    return " or ".join(["base.is_there is null", "present.is_there is null", *told])


def _differences(content: Sequence[str]) -> str:
    """The columns that say something else, as a JSON list of column, before and after."""
    each = ", ".join(
        f"{{'column': '{name}', 'before': cast(base.{name} as varchar), 'after': cast(present.{name} as varchar)}}"
        for name in content
    )
    if not each:
        return "cast('[]' as json)"
    return f"""to_json(list_filter([{each}], lambda item: item."before" is distinct from item."after"))"""


def changed_inputs(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Causes for which some input differs between the releases."""
    return {cause for (cause,) in con.execute("select distinct cause from changes.input_change").fetchall()}


__all__ = ["DATA", "DECISION", "changed_inputs", "list_inputs"]
