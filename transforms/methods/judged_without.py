"""Programs judged again by the same models, on records from which posts were taken out of the placed."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from transforms.connecting import in_memory, keep_table
from transforms.warehouse.making import make_table
from transforms.warehouse.models import LAYERS, Model, find_models

WITHOUT, RECORD, VERDICT = "rules.record_without", "core.record", "rules.verdict"
# of every program, where only some are judged again
OF_ALL_PROGRAMS = ("core.program_spine", "rules.candidate")
SCHEMA = pa.schema(
    [("taken_out", pa.string()), ("program_id", pa.string()), ("year", pa.int64()), ("card", pa.string())]
)


def computed_table(tables: Mapping[str, pa.Table]) -> pa.Table:
    """rules.card_without: per way of counting, program and year the card."""
    records = tables[WITHOUT]
    programs = records["program_id"].combine_chunks().unique()
    given = {name: table for name, table in tables.items() if name != WITHOUT}
    for name in OF_ALL_PROGRAMS:
        given[name] = given[name].filter(pc.is_in(given[name]["program_id"], value_set=programs))
    judged = [
        _judged(way, records.filter(pc.equal(records["taken_out"], way)), given)
        for way in sorted(records["taken_out"].unique().to_pylist())
    ]
    return pa.concat_tables([SCHEMA.empty_table(), *judged])


def _judged(way: str, records: pa.Table, given: Mapping[str, pa.Table]) -> pa.Table:
    """The cards of these records, by the models that stand between records and verdicts."""
    stated = {**given, RECORD: records.drop_columns(["taken_out"])}
    with in_memory() as con:
        for schema in (*LAYERS, "policy"):
            con.execute(f"create schema {schema}")
        for name, table in stated.items():
            keep_table(con, name, table)
        for model in _between(set(stated)):
            make_table(con, model)
        cards = con.sql("select program_id, year, card from rules.verdict order by all").to_arrow_table()
    ways = pa.array([way] * len(cards), pa.string())
    return pa.table([ways, *cards.columns], names=SCHEMA.names).cast(SCHEMA)


def _between(stated: set[str]) -> list[Model]:
    """The models of the verdict that are made from a record, in order; the others are stated."""
    models = find_models()
    needed, waiting = set(), [VERDICT]
    reads = {model.table: model.reads for model in models}
    while waiting:
        name = waiting.pop()
        if name not in stated and name not in needed:
            needed.add(name)
            waiting += reads[name]
    return [model for model in models if model.table in needed]
