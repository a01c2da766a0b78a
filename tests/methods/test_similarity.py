"""Likeness of names: pairs worked out by hand, and the laws it must obey."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.methods.similarity import computed_table, name_similarity

NAMES = st.text("软件工程技术应用管理会计", max_size=9)


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("软件技术", "软件技术", 4),
        ("软件技术", "软件工程技术", 4),
        ("建筑工程技术", "建筑装饰工程技术", 6),
        ("大数据与会计", "大数据与审计", 5),
        ("护理", "助产", 0),
        # in their order: 技术 before 工程 shares two characters with 工程技术, not four
        ("技术工程", "工程技术", 2),
    ],
)
def test_twice_the_common_characters_over_both_lengths(one, other, common):
    assert name_similarity(one, other) == pytest.approx(2 * common / (len(one) + len(other)), abs=1e-12)


@given(NAMES, NAMES)
def test_likeness_is_mutual_and_between_nothing_and_the_whole(one, other):
    assert 0 <= name_similarity(one, other) == name_similarity(other, one) <= 1


@given(NAMES)
def test_a_name_is_wholly_like_itself(name):
    assert name_similarity(name, name) == 1


def test_the_table_has_a_row_for_each_pair_asked_for_in_its_order():
    pairs = pa.table({"major_name": ["护理", "助产"], "other_major_name": ["助产", "护理"]})
    made = computed_table({"rules.side_by_side": pairs})
    assert made.to_pylist() == [
        {"major_name": "护理", "other_major_name": "助产", "name_similarity": 0.0},
        {"major_name": "助产", "other_major_name": "护理", "name_similarity": 0.0},
    ]


def test_a_table_of_no_pairs_keeps_its_columns():
    pairs = pa.table({"major_name": pa.array([], pa.string()), "other_major_name": pa.array([], pa.string())})
    assert computed_table({"rules.side_by_side": pairs}).num_rows == 0
