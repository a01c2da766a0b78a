"""Each text of the table stands once in its file, its tests are there, and the tool says what none notices."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import duckdb
import pytest

from tests.house.rooms import ROOT
from tests.mutate.__main__ import MARKERS, all_noticed, main
from tests.mutate.table import Mutation, Room, TableError, rooms

LEAST = 80
ROOMS = rooms()
MUTATIONS = [mutation for room in ROOMS.values() for mutation in room.mutations]
SQL_MISTAKE = "select json_extract_string(json_serialize_sql(?), '$.error_message')"


@pytest.mark.parametrize("file", sorted({mutation.file for mutation in MUTATIONS}))
def test_what_is_broken_stands_once_in_its_file_and_still_reads_as_code(file: str) -> None:
    for mutation in (mutation for mutation in MUTATIONS if mutation.file == file):
        text = mutation.mutated()
        assert text != (ROOT / file).read_text(encoding="utf-8"), mutation.why
        if file.endswith(".sql"):
            assert duckdb.execute(SQL_MISTAKE, [text]).fetchall() == [(None,)], mutation.why
        else:
            ast.parse(text)


def test_there_are_enough_of_both_kinds_and_no_two_say_the_same() -> None:
    assert len(MUTATIONS) >= LEAST
    assert {Path(mutation.file).suffix for mutation in MUTATIONS} == {".sql", ".py"}
    assert len({(mutation.file, mutation.why) for mutation in MUTATIONS}) == len(MUTATIONS)
    assert len({(mutation.file, mutation.text, mutation.becomes) for mutation in MUTATIONS}) == len(MUTATIONS)


def test_the_tests_of_every_room_are_there_and_of_those_that_make_test_runs() -> None:
    named = {name for room in ROOMS.values() for name in room.tests}
    assert not [name for name in named if not (ROOT / name).exists()]
    assert f'-m "{MARKERS}"' in (ROOT / "Makefile").read_text(encoding="utf-8")


CODE = "def is_small(count):\n    return 0 < count < 20\n"
TEST = (
    "from code_of import is_small\n\ndef test_19_is_small():\n    assert is_small(19) and not is_small(20)\n"
)


def broken(text: str, becomes: str) -> Mutation:
    return Mutation(why=f"{text} → {becomes}", file="code_of.py", text=text, becomes=becomes)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is said of a house of one function with one test, broken in three ways, and of tests that are not there."""
    house = tmp_path_factory.mktemp("house")
    (house / "code_of.py").write_text(CODE)
    (house / "test_code.py").write_text(TEST)
    changes = (broken("< 20", "<= 20"), broken("0 <", "1 <"), broken("count < 20", "number < 20"))
    room = Room(tests=("test_code.py",), mutations=changes)
    nowhere = Room(tests=("test_none.py",), mutations=changes[:1])
    lines: list[str] = []
    chosen = [*((room, mutation) for mutation in changes), (nowhere, changes[0])]
    assert not all_noticed(chosen, lambda line: lines.extend(line.splitlines()), house)
    assert (house / "code_of.py").read_text() == CODE
    return lines


@pytest.mark.parametrize(
    "expected",
    [
        r"noticed .* code_of\.py:2: < 20 → <= 20 \(test_code\.py::test_19_is_small\)",
        r"MISSED .* code_of\.py:2: 0 < → 1 < \(no test failed\)",
        r"MISSED .* number < 20 \(the broken code does not run: .*NameError.*",
        r"MISSED .* < 20 → <= 20 \(its tests could not run: .*",
        r"test_none\.py fail without a mutation: .*",
        r"4 mutations in .* minutes, 4 not noticed",
    ],
)
def test_the_tool_says_what_became_of_each_mutation(said: list[str], expected: str) -> None:
    assert [line for line in said if re.fullmatch(expected, line)], said


def test_a_house_in_which_everything_is_noticed_is_whole(tmp_path: Path) -> None:
    (tmp_path / "code_of.py").write_text(CODE)
    (tmp_path / "test_code.py").write_text(TEST)
    mutation = broken("< 20", "<= 20")
    assert all_noticed([(Room(tests=("test_code.py",), mutations=(mutation,)), mutation)], str, tmp_path)


@pytest.mark.parametrize("text", ["count", "< 21"])
def test_a_text_that_does_not_stand_exactly_once_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "code_of.py").write_text(CODE)
    with pytest.raises(TableError, match=r"code_of\.py"):
        broken(text, "x").place(tmp_path)


def test_words_that_choose_nothing_are_an_error(capsys: pytest.CaptureFixture) -> None:
    assert main(["no such file"]) == 1
    assert "no mutation" in capsys.readouterr().err
