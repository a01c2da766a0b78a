"""How alike two names of majors are: the characters they have in common, in their order.

2 · LCS / (a + b), where LCS is the longest common subsequence: 软件技术 and 软件工程技术 share all four characters of
the shorter, 2 · 4 / 10 = 0.8. Prefix weights, as Jaro–Winkler gives them, would call every 智能…技术 alike.

A file of its own because the notes of a table name its method by its module (`computed_by`).
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

SCHEMA = pa.schema(
    [("major_name", pa.string()), ("other_major_name", pa.string()), ("name_similarity", pa.float64())]
)


def computed_table(tables: Mapping[str, pa.Table]) -> pa.Table:
    """rules.name_similarity: one row per two names of rules.side_by_side, 0 to 1; 1 for equal names."""
    pairs = tables["rules.side_by_side"].to_pylist()
    names = [(pair["major_name"], pair["other_major_name"]) for pair in pairs]
    known = {pair: name_similarity(*pair) for pair in sorted({_in_order(*pair) for pair in names})}
    rows = [dict(zip(SCHEMA.names, (*pair, known[_in_order(*pair)]), strict=True)) for pair in names]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def name_similarity(one: str, other: str) -> float:
    """Share of both names that is common to them, as a fraction; two empty names are alike."""
    length = len(one) + len(other)
    return 2 * _common(one, other) / length if length else 1.0


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _common(one: str, other: str) -> int:
    """Length of the longest common subsequence."""
    before = [0] * (len(other) + 1)
    for character in one:
        now = [0]
        for place, against in enumerate(other):
            now.append(before[place] + 1 if character == against else max(now[place], before[place + 1]))
        before = now
    return before[-1]
