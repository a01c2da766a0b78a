"""Refused rows as they are kept: place, cell and whole row as delivered, the reason and what would be accepted."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.deliveries.account import REFUSED
from transforms.deliveries.files.cells import Batch, Ragged, spread
from transforms.deliveries.files.sheets import Unreadable
from transforms.deliveries.judging.codes import IDENTITY_PATTERN, is_identity_number, masked
from transforms.deliveries.judging.judge import Judged
from transforms.deliveries.mapping.plans import Plan

# what names a person is not kept, even of a row that was refused
PERSONAL = re.compile(
    r"身份证|证件号|姓名|手机|电话|联系方式|邮箱|e-?mail|phone|^name of (student|graduate)", re.IGNORECASE
)
WITHHELD = "***"
MOST_STRAY_NUMBERS = 2  # a few in a column are rows to refuse, a column of them is a file to refuse
OWN = ("row", "column", "raw_text", "reason_code", "suggestion", "row_json", "problem")


def refused_table(judged: Judged, plan: Plan) -> pa.Table:
    """One row per problem of each refused record."""
    records = judged.records
    bad = np.flatnonzero(judged.bad)
    rows = dict(zip(bad.tolist(), _row_json(records.batch, plan, records.index[bad]), strict=True))
    numbers = dict.fromkeys(rows, 0)
    found: list[tuple] = []
    for problem in judged.problems:
        cells = records.columns.get(problem.column or "")
        raw_name = plan.raw_name(problem.column, records.part) if problem.column else None
        codes = problem.codes.to_pylist()
        for position in np.flatnonzero(
            judged.bad & pc.is_valid(problem.codes).to_numpy(zero_copy_only=False)
        ).tolist():
            numbers[position] += 1
            raw = cells[position].as_py() if cells is not None else None
            said = problem.raw_text[position] if problem.raw_text else raw
            suggestion = problem.suggestion if codes[position] in ("unknown_value", "excluded") else None
            found.append(
                (
                    int(records.rows[position]),
                    raw_name,
                    said and masked(said),
                    codes[position],
                    suggestion,
                    rows[position],
                    numbers[position],
                )
            )
    return _table(found)


def ragged_table(lines: Sequence[Ragged], plan: Plan) -> pa.Table:
    """Lines with another number of cells than the table has columns."""
    width = str(plan.width)
    return _table(
        [
            (
                line.row,
                None,
                masked(line.text),
                "ragged_row",
                width,
                json.dumps([masked(line.text)], ensure_ascii=False),
                1,
            )
            for line in lines
        ]
    )


def forbid_identity_numbers(batch: Batch, plan: Plan, sheet: str | None) -> None:
    """Errors: Unreadable where a column is one of citizens' identity numbers; the numbers are not repeated."""
    for name, column in zip(plan.raw_names, batch.columns, strict=False):
        looks = pc.match_substring_regex(column.dictionary, IDENTITY_PATTERN)
        if not pc.any(looks).as_py():
            continue
        texts = zip(column.dictionary.to_pylist(), looks.to_pylist(), strict=True)
        real = [bool(like) and is_identity_number(text, is_checked=True) for text, like in texts]
        rows = np.flatnonzero(spread(pa.array(real), column))
        if len(rows) > MOST_STRAY_NUMBERS and len(rows) * 2 > len(batch):
            raise Unreadable("identity_numbers", name, sheet, str(int(batch.rows[rows[0]])))


def _row_json(batch: Batch, plan: Plan, index: np.ndarray) -> list[str]:
    wanted = pa.array(index)
    names = plan.raw_names
    shown = [(name, column) for name, column in zip(names, batch.columns, strict=False)]
    texts = [column.take(wanted).dictionary_decode().to_pylist() for _, column in shown]
    personal = [bool(PERSONAL.search(name)) for name, _ in shown]
    return [
        json.dumps(
            {
                name: WITHHELD if hidden else masked(cell)
                for (name, _), cell, hidden in zip(shown, cells, personal, strict=True)
                if cell is not None
            },
            ensure_ascii=False,
        )
        for cells in zip(*texts, strict=True)
    ]


def _table(rows: list[tuple]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(OWN)
    return pa.table(
        {name: pa.array(cells, REFUSED.field(name).type) for name, cells in zip(OWN, columns, strict=True)}
    )
