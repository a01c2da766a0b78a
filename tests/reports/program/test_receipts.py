"""Every program has its receipt, as a page and as data: the same verdict and numbers, nothing withheld in either."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from reports.data.published import Published
from reports.data.query import Warehouse
from reports.data.release import load_shared
from reports.data.verdicts.cards import ReceiptContext, load_receipts, load_signals, smallest_change
from reports.document.blocks import Chart, Figures, Paragraph, Table, text_of
from reports.document.document import Page, slug
from reports.document.language import language
from reports.document.wording import Wording
from reports.program.data_file import write_receipt_data
from reports.program.page import remedy
from tests.reports.city import RED


@pytest.fixture(scope="module")
def pages(directory: tuple[Page, ...]) -> dict[str, Page]:
    return {page.aside: page for page in directory if page.kind == "program"}


@pytest.fixture(scope="module")
def receipts(warehouse: Path) -> ReceiptContext:
    with Warehouse(warehouse) as data:
        return load_receipts(data, load_shared(data))


@pytest.fixture(scope="module")
def entries(
    receipts: ReceiptContext, warehouse: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict]:
    with Warehouse(warehouse) as data:
        signals = load_signals(data, receipts.shared.run.as_of)
    path = write_receipt_data(receipts, signals, tmp_path_factory.mktemp("data"))
    return {entry["program_id"]: entry for entry in json.loads(path.read_text(encoding="utf-8"))["receipts"]}


def verdicts(warehouse: Path) -> dict[str, str]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return dict(con.execute("select program_id, card from marts.verdict where is_latest_year").fetchall())


def words(page: Page) -> str:
    return "\n".join(text_of(block.spans) for block in page.blocks if isinstance(block, Paragraph))


def test_every_program_has_a_page_and_an_entry(warehouse, pages, entries):
    assert set(pages) == set(entries) == set(verdicts(warehouse))
    assert len({page.address for page in pages.values()}) == len(pages)


def test_the_entry_carries_the_verdict_of_the_warehouse(warehouse, entries):
    assert {program: entry["card"] for program, entry in entries.items()} == verdicts(warehouse)
    assert all(entry["years"][-1]["year"] == entry["year"] for entry in entries.values())
    assert all(entry["years"][-1]["card"] == entry["card"] for entry in entries.values())


def test_a_red_program_says_why_and_what_would_have_changed_it(pages):
    key = RED.key
    program = ".".join([key["institution_code"], key["catalogue_version"], key["major_code"], key["level"]])
    text = words(pages[program])
    assert "连续三年" in text
    assert "最小改变：2025届再有" in text
    [drawn] = [b for b in pages[program].blocks if isinstance(b, Chart) and b.data.anchor == "timeline"]
    assert drawn.is_open
    assert [text_of(row.cells[1]) for row in drawn.data.rows[:4]] == ["未达标", "未达标", "未达标", "达标"]
    assert any(isinstance(block, Figures) for block in pages[program].blocks)


def test_the_remedy_is_enough_and_one_less_is_not(entries, pages):
    shown = 0
    for program, entry in entries.items():
        text = words(pages[program])
        if "最小改变" not in text:
            continue
        last = entry["years"][-1]
        assert entry["smallest_change"]["year"] == last["year"]
        more = int(text.split("再有")[1].split("人")[0])
        numerator, denominator = last["numerator"]["value"], last["denominator"]["value"]
        assert entry["smallest_change"]["more"] == more
        assert 10_000 * (numerator + more) >= last["line"] * denominator
        assert 10_000 * (numerator + more - 1) < last["line"] * denominator
        shown += 1
    assert shown >= 3


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("c", "最小改变不公布"),
        ("low", "最小改变不公布"),
        ("x", ""),
    ],
)
def test_a_remedy_that_would_give_a_count_away_is_withheld_and_said_to_be(receipts, status, said):
    wording = Wording(language("zh"), receipts.shared)
    [failing, *_] = [one for one in receipts.receipts if smallest_change(one, receipts.years[one.program_id])]
    *before, last = receipts.years[failing.program_id]
    withheld = (*before, replace(last, numerator=Published(None, status)))
    assert smallest_change(failing, withheld) is None
    assert text_of(remedy(wording, failing, withheld)).startswith(said)
    assert bool(remedy(wording, failing, withheld)) == bool(said)


def test_the_entry_states_the_signals_beside_the_rate(warehouse, entries):
    newest = max(entry["year"] for entry in entries.values())
    beside = f"select count(*) from marts.rate_signal where year = {newest} or signal_status = 'above'"
    with duckdb.connect(str(warehouse), read_only=True) as con:
        [(expected,)] = con.execute(beside).fetchall()
    signals = [signal for entry in entries.values() for signal in entry["signals"]]
    assert len(signals) == expected > 0
    assert {tuple(signal) for signal in signals} == {
        ("year", "signal", "value", "value_year_before", "line", "signal_status")
    }


def test_a_withheld_number_has_a_status_and_no_value(entries):
    numbers = [
        y[n] for e in entries.values() for y in e["years"] for n in ("numerator", "denominator", "value")
    ]
    withheld = [number for number in numbers if number["status"] in ("c", "low", "z", "x")]
    assert withheld
    assert all(number["value"] is None for number in withheld)


def test_the_list_leads_to_the_receipt(warning, pages):
    lists = [b for b in warning.blocks if isinstance(b, Table) and b.anchor.startswith("list-")]
    leads = {
        span.name
        for table in lists
        for row in table.rows
        for cell in row.cells
        for span in cell
        if span.kind == "page"
    }
    assert leads
    assert leads <= {f"program/{slug(program)}.html" for program in pages}
