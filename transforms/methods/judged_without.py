"""Programs judged again by the same models, on records from which posts were taken out of the placed.

A file of its own because the notes of a table name its method by its module (`computed_by`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

WITHOUT, RECORD, VERDICT = "rules.record_without", "core.record", "rules.verdict"
# of every program, where only some are judged again
OF_ALL_PROGRAMS = ("core.program_spine", "rules.candidate")
SCHEMA = pa.schema(
    [("taken_out", pa.string()), ("program_id", pa.string()), ("year", pa.int64()), ("card", pa.string())]
)


def computed_table(
    tables: Mapping[str, pa.Table], made_from: Callable[[Mapping[str, pa.Table], str], pa.Table]
) -> pa.Table:
    """rules.card_without: per way of counting, program and year the card.

    made_from: gives a table, by its name, as the models make it from others.
    """
    records = tables[WITHOUT]
    programs = records["program_id"].combine_chunks().unique()
    given = {name: table for name, table in tables.items() if name != WITHOUT}
    for name in OF_ALL_PROGRAMS:
        given[name] = given[name].filter(pc.is_in(given[name]["program_id"], value_set=programs))
    judged = [SCHEMA.empty_table()]
    for way in sorted(records["taken_out"].unique().to_pylist()):
        record = records.filter(pc.equal(records["taken_out"], way)).drop_columns(["taken_out"])
        cards = made_from({**given, RECORD: record}, VERDICT).select(SCHEMA.names[1:])
        judged.append(
            cards.add_column(0, "taken_out", pa.array([way] * len(cards), pa.string())).cast(SCHEMA)
        )
    return pa.concat_tables(judged)
