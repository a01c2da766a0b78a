"""The data quality report: every file, every check, gaps by level; and a check-up that says what a school owes."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from reports.document.blocks import Document, Paragraph, Table, text_of


@pytest.fixture
def quality(editions: dict[str, tuple[Document, ...]]) -> Document:
    return next(item for item in editions["zh"] if item.name == "quality")


def cells(document: Document, anchor: str) -> list[list[str]]:
    [table] = [block for block in document.blocks if isinstance(block, Table) and block.anchor == anchor]
    return [[text_of(cell) for cell in row.cells] for row in table.rows]


def test_every_file_is_accounted_for(quality: Document, warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        files = con.execute("select file from meta.source_file order by feed, file").fetchall()
    rows = cells(quality, "quality-files")
    assert [row[0] for row in rows] == [file for (file,) in files]
    for _, _, read, *counts, _ in rows:
        assert int(read.replace(",", "")) == sum(int(count.replace(",", "")) for count in counts)


def test_every_check_in_words_is_listed_those_with_findings_first(quality: Document, warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        titles = con.execute("select title_zh from meta.check_result where title_zh is not null").fetchall()
    rows = cells(quality, "quality-checks")
    assert {row[0] for row in rows} == {title for (title,) in titles}
    found = [row[2] != "0" for row in rows]
    assert found == sorted(found, reverse=True)


def test_what_was_due_is_delivered_or_missing(quality: Document) -> None:
    *levels, total = [[cell.replace(",", "") for cell in row] for row in cells(quality, "quality-coverage")]
    for _, due, delivered, missing, *_ in [*levels, total]:
        assert int(due) == int(delivered) + int(missing)
    assert int(total[1]) == sum(int(row[1]) for row in levels)


def test_a_school_is_told_which_programs_it_owes(editions: dict[str, tuple[Document, ...]]) -> None:
    school = next(item for item in editions["zh"] if item.name == "institution" and item.slug == "I6")
    said = [text_of(block.spans) for block in school.blocks if isinstance(block, Paragraph)]
    assert any(text.startswith("2025届缺报的专业点：动画。") for text in said)


def test_a_checkup_says_what_would_have_changed_a_card(editions: dict[str, tuple[Document, ...]]) -> None:
    # 36 of 73: 60 % of 73 is 43.8, so 44 and 8 more
    school = next(item for item in editions["zh"] if item.name == "institution" and item.slug == "I1")
    [table] = [b for b in school.blocks if isinstance(b, Table) and b.anchor == "list-warned"]
    [red] = [row for row in table.rows if text_of(row.cells[1]).startswith("停招")]
    assert "最小改变：2025届再有8人落实去向" in text_of(red.detail)


def test_the_warning_report_carries_the_three_lists(warning: Document) -> None:
    anchors = {getattr(block, "anchor", "") for block in warning.blocks}
    assert {"public-list-urgently-needed", "public-list-to-upgrade"} <= anchors
    assert (
        sum(
            anchor.startswith("public-list-") and not anchor.endswith(("table", "heading"))
            for anchor in anchors
        )
        == 3
    )
