"""Which deliveries were known on a day: from when they were handed in or first seen, until they were gone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from transforms.deliveries import (
    Delivery,
    NotKept,
    known_on,
    landed_before,
    read_register,
    remembered,
    write_register,
)
from transforms.deliveries.landing.register import Register
from transforms.deliveries.mapping.source import SourceFile


def day(number: int) -> date:
    return date(2026, 9, number)


def delivery(name: str, content: str | None = None, delivered_on: date | None = None) -> Delivery:
    """A delivery whose checksum is its content (default: its name)."""
    return Delivery(Path(name), name, content or name, SourceFile(delivered_on=delivered_on, digest="source"))


def after(*days: tuple[int, list[Delivery]]) -> Register:
    """The register after runs on these days, each with what stood in the raw folders."""
    register: Register = {}
    for number, stood in days:
        register = remembered(register, stood, day(number), day(number))
    return register


def known(register: Register, number: int) -> set[str]:
    return {id for id, item in register.items() if item.is_known(day(number))}


A, B, CORRECTED = delivery("a"), delivery("b"), delivery("a", "a2")


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        pytest.param([(2, [A])], {1: set(), 2: {"a"}, 3: {"a"}}, id="known from the day it was first seen"),
        pytest.param(
            [(1, [A]), (3, [A, B])], {2: {"a"}, 3: {"a", "b"}}, id="a later one from its own day on"
        ),
        pytest.param([(1, [A]), (3, [B])], {2: {"a"}, 3: {"b"}}, id="gone from the day it was not found"),
        pytest.param([(1, [A]), (3, [CORRECTED])], {2: {"a"}, 3: {"a2"}}, id="corrected in place"),
        pytest.param(
            [(1, [A]), (3, []), (5, [A])], {2: {"a"}, 3: set(), 4: set(), 5: {"a"}}, id="gone and back"
        ),
        pytest.param([(1, [A]), (3, []), (3, [A])], {2: {"a"}, 3: {"a"}}, id="gone and back on one day"),
        pytest.param(
            [(1, [A]), (3, [A, B]), (3, [A])], {3: {"a"}}, id="came and went on one day: as the day ended"
        ),
    ],
)
def test_what_was_known_on_a_day(
    runs: list[tuple[int, list[Delivery]]], expected: dict[int, set[str]]
) -> None:
    register = after(*runs)
    assert {number: known(register, number) for number in expected} == expected


@pytest.mark.parametrize(
    ("handed_in", "expected"),
    [
        pytest.param(
            2, {1: False, 2: True, 4: True}, id="before it was seen: known from the day it was handed in"
        ),
        pytest.param(6, {4: False, 5: False, 6: True}, id="after it was seen: not before that day"),
    ],
)
def test_the_day_a_source_file_states_goes_before_the_day_it_was_seen(
    handed_in: int, expected: dict[int, bool]
) -> None:
    register = after((4, [delivery("a", delivered_on=day(handed_in))]))
    assert {number: "a" in known(register, number) for number in expected} == expected


def test_a_source_file_that_says_otherwise_later_is_believed() -> None:
    register = after((4, [A]), (5, [delivery("a", delivered_on=day(2))]))
    assert register["a"].known_on == day(2)
    assert register["a"].received_on == day(4)


def test_a_file_that_takes_the_place_of_another_is_known_from_the_day_it_was_seen() -> None:
    first, second = delivery("a", delivered_on=day(2)), delivery("a", "a2", delivered_on=day(2))
    third = delivery("a", "a3", delivered_on=day(9))
    register = after((4, [first]), (6, [second]), (7, [third]), (8, [third]))
    expected = {1: set(), 2: {"a"}, 5: {"a"}, 6: {"a2"}, 7: set(), 8: set(), 9: {"a3"}}
    assert {number: known(register, number) for number in expected} == expected


def test_what_was_replaced_on_the_day_it_was_seen_is_known_until_that_day_only() -> None:
    versions = [delivery("a", text, delivered_on=day(2)) for text in ("a", "a2", "a3")]
    register = after(*((4, [version]) for version in versions))
    assert {number: known(register, number) for number in (3, 4)} == {3: {"a"}, 4: {"a3"}}


def test_where_nothing_is_remembered_everything_came_on_the_day_asked_for() -> None:
    first = remembered({}, [A], today=day(9), first=day(3))
    assert first["a"].received_on == day(3)
    second = remembered(first, [A, B], today=day(9), first=day(3))
    assert second["b"].received_on == day(9), "what comes after the first run came on the day it was seen"


def test_a_past_day_is_sorted_into_what_stands_what_has_gone_and_what_came_later() -> None:
    register = after((1, [A]), (3, [B]), (5, [B, CORRECTED]))
    then = known_on(day(3), [B, CORRECTED], register)
    assert [item.delivery_id for item in then.deliveries] == ["b"]
    assert [item.delivery_id for item in then.gone] == []
    assert [item.delivery_id for item in then.later] == ["a2"]
    earlier = known_on(day(2), [B, CORRECTED], register)
    assert [item.delivery_id for item in earlier.gone] == ["a"]
    assert earlier.facts == [{"file": "a", "sha256": "a", "source": "source", "known_on": "2026-09-01"}]


def test_the_register_is_kept_and_read_back_as_it_was(tmp_path: Path) -> None:
    register = after((1, [A, delivery("c", delivered_on=day(1))]), (3, [B]), (5, [A]))
    assert read_register(tmp_path) == {}
    write_register(tmp_path, register)
    assert read_register(tmp_path) == register
    [path] = tmp_path.rglob("*.*")
    before = path.stat().st_mtime_ns
    write_register(tmp_path, register)
    assert path.stat().st_mtime_ns == before, "an unchanged register is not written again"
    assert [item["file"] for item in json.loads(path.read_text())] == ["a", "b", "c"]


def test_a_delivery_that_has_gone_and_is_not_landed_is_named(tmp_path: Path) -> None:
    register = after((1, [A]), (3, []))
    with pytest.raises(NotKept, match="a"):
        landed_before(register["a"], tmp_path)
