"""The cookbook's questions are answered: each select runs on a release and gives rows and the columns it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.analysts.conftest import Answer
from tests.house.rooms import ROOT
from transforms.receipts.locked_down import query

COOKBOOK = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
QUESTION = re.compile(r"^## (\d+)\. (.+?)\n(.*?)```sql\n(.*?)```\n\nGives: (.*?)\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Question:
    number: int
    title: str
    prose: str
    sql: str
    columns: list[str]


QUESTIONS = [
    Question(int(number), title, prose, sql, re.findall(r"`(\w+)`", gives))
    for number, title, prose, sql, gives in QUESTION.findall(COOKBOOK)
]


def test_there_are_ten_asked_in_both_languages() -> None:
    assert [question.number for question in QUESTIONS] == list(range(1, 11))
    assert len(re.findall(r"^```sql", COOKBOOK, re.MULTILINE)) == len(QUESTIONS)
    assert all(re.search(r"[\u4e00-\u9fff].*？", question.prose) for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.title)
def test_a_question_is_answered(question: Question, published: Path) -> None:
    with query(published / "current" / "warehouse.duckdb", question.sql) as (columns, rows):
        assert columns == question.columns
        assert next(rows, None) is not None


def test_the_rates_of_a_level_are_its_sums(ask: Answer) -> None:
    for _, _, placed, graduates, rate, *_ in ask(QUESTIONS[1].sql):
        assert placed is None or rate == placed / graduates


@pytest.mark.parametrize("file", ["warehouse.duckdb", "public.duckdb"])
def test_a_release_is_written_for_older_clients(file: str, published: Path) -> None:
    asked = "select tags['storage_version'] from duckdb_databases() where not internal"
    with query(published / "current" / file, asked) as (_, rows):
        assert list(rows) == [("v1.2.0+",)]
