"""No text begins as a formula, and each can be had back as it was; numbers are let be."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.opendata.tables import guarded, guarded_table, is_guarded
from tests.reports.opendata.hostile_city import HOSTILE, STARTS
from tests.reports.opendata.unguarding import unguarded

TRIGGERS = "=+-@＝＋－＠\t\r\n"
TEXTS = st.text(st.sampled_from(f"{TRIGGERS}' ;,\u3000\ufeff\u00a0\x85\x1c甲a1\""), max_size=12)


@pytest.mark.parametrize("text", STARTS)
def test_a_formula_gets_its_mark(text: str) -> None:
    assert is_guarded(text)
    assert guarded(text) != text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "护理",
        "a=1",
        "大数据与会计",
        "2024-05-01",
        "1+1",
        "甲; 乙",
        "甲\r\n乙",
        "O'Neill",
        "'",
        "−1",
        "—",
        "a,=1",
    ],
)
def test_plain_text_is_let_be(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1", "'=1"),
        ("'=1", "''=1"),
        ("\t1", "'\t1"),
        ("-", "'-"),
        ("甲;＝1", "甲;'＝1"),
        ("甲\n-乙", "甲\n'-乙"),
        ("\ufeff=1", "'\ufeff=1"),
    ],
)
def test_the_mark_stands_where_a_cell_may_begin(text: str, shown: str) -> None:
    assert guarded(text) == shown


@given(TEXTS)
def test_the_mark_can_be_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_nothing_guarded_begins_a_cell_with_a_trigger(text: str) -> None:
    shown = guarded(text)
    assert not shown.lstrip(" \u3000\ufeff\u00a0\x85\x1c").startswith(tuple("=+-@＝＋－＠"))
    assert not shown.startswith(("\t", "\r", "\n"))
    for separator in ";\t\r\n":
        assert not any(part.startswith(tuple("=+-@＝＋－＠")) for part in shown.split(separator)[1:])


@given(st.lists(st.none() | TEXTS, max_size=6))
def test_a_column_is_guarded_as_its_texts_are(texts: list[str | None]) -> None:
    rows = pa.table({"name": pa.array(texts, pa.string()), "number": pa.array([-0.5] * len(texts))})
    found = guarded_table(rows)
    assert found["name"].to_pylist() == [None if text is None else guarded(text) for text in texts]
    assert found["number"] == rows["number"]


def test_the_payloads_hold_every_trigger() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE)
    assert all(any(sign in text for text in STARTS) for sign in TRIGGERS)
