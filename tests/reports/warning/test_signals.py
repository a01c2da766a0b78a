"""Contracts, flexible employment, leaps and in-house posts as a reader meets them, in the report and on the receipt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reports.data.published import Published
from reports.data.query import Warehouse
from reports.data.release import Shared, load_shared
from reports.data.verdicts.cards import DestinationShare, RateSensitivity, Signal, SignalContext, SignalLine
from reports.document.blocks import Block, Table, text_of
from reports.document.language import language
from reports.document.wording import Wording
from reports.warning.signals import program_signals, signals_section

NAMES = ("江北职业技术学院", "associate", "530701", "电子商务")
LEAP = Signal("p", 2025, 2025, *NAMES, "flexible_leap", Published(0.4), Published(0.1), 1500.0, "above")
SIGNALS = (
    LEAP,
    Signal("p", 2025, 2025, *NAMES, "rate_leap", Published(0.9), Published(0.88), 2000.0, "not_above"),
    Signal("p", 2023, 2025, *NAMES, "flexible_leap", Published(0.4), Published(0.1), 1500.0, "above"),
    Signal("q", 2025, 2025, *NAMES, "in_house_posts", Published(0.3), Published(None, "x"), 500.0, "above"),
    Signal(
        "r",
        2025,
        2025,
        *NAMES,
        "contract_leap",
        Published(None, "low"),
        Published(None, "x"),
        None,
        "no_year_before",
    ),
)
PROPPED = RateSensitivity(
    "q", *NAMES, Published(0.3), Published(0.85), Published(0.55), Published(None, "c"), 6000.0, False, True, None,
    "none", "yellow", None,
)  # fmt: skip
CONTEXT = SignalContext(
    shares=(
        DestinationShare("associate", 2024, "placed", Published(0.87)),
        DestinationShare("associate", 2025, "placed", Published(0.88)),
        DestinationShare("associate", 2025, "flexible", Published(0.11)),
    ),
    signals=SIGNALS,
    sensitivities=(PROPPED,),
    lines=(SignalLine("flexible_leap", 1500.0, date(2000, 1, 1), 30.0, "declared_assumption"),),
)


@pytest.fixture(scope="module")
def shared(warehouse: Path) -> Shared:
    with Warehouse(warehouse) as opened:
        return load_shared(opened)


def printed(blocks: list[Block]) -> dict[str, list[list[str]]]:
    """The tables by their anchor, as texts."""
    return {
        block.anchor: [[text_of(cell) for cell in row.cells] for row in block.rows]
        for block in blocks
        if isinstance(block, Table)
    }


def test_shares_lines_leaps_and_sensitivities_are_told(shared):
    tables = printed(signals_section(CONTEXT, Wording(language("zh"), shared)))
    assert tables["signal-shares"] == [
        ["高职专科", "87.0%", "88.0%", "[x]", "[x]", "[x]", "11.0%", "[x]", "[x]"]
    ]
    assert tables["signal-lines"] == [["灵活就业占比骤升", "15%", "30", "2000年1月1日", "声明的假定"]]
    [leap] = tables["signal-leaps"]
    assert leap[1:] == ["灵活就业占比骤升", "10.0%", "40.0%"]
    [propped] = tables["signal-in-house"]
    assert propped[1:] == ["30.0%", "85.0%", "▼55.0%", "[c]", "60%", "正常", "提示", "[z]"]


@pytest.mark.parametrize(
    ("code", "said"), [("zh", "剔除校内岗位，其中1个"), ("en", "Without these posts 1 would")]
)
def test_the_words_count_who_would_stand_elsewhere(shared, code, said):
    blocks = signals_section(CONTEXT, Wording(language(code), shared))
    assert any(said in text_of(block.spans) for block in blocks if block.type == "paragraph")


@pytest.mark.parametrize("code", ["zh", "en"])
def test_nothing_to_tell_is_said(shared, code):
    wording = Wording(language(code), shared)
    [_, note] = signals_section(SignalContext((), (), (), ()), wording)
    assert note.type == "note"
    quiet = SignalContext(CONTEXT.shares, (), (), CONTEXT.lines)
    assert set(printed(signals_section(quiet, wording))) == {"signal-shares", "signal-lines"}


def test_a_receipt_tells_the_newest_shares_and_every_earlier_signal(shared):
    wording = Wording(language("zh"), shared)
    assert printed(program_signals(CONTEXT, wording, "p"))["signals"] == [
        ["2025", "落实率", "88.0%", "90.0%", "未超过界线"],
        ["2025", "灵活就业", "10.0%", "40.0%", "灵活就业占比骤升（超过15%）"],
        ["2023", "灵活就业", "10.0%", "40.0%", "灵活就业占比骤升（超过15%）"],
    ]
    assert set(printed(program_signals(CONTEXT, wording, "q"))) == {"signals", "in-house"}
    assert printed(program_signals(CONTEXT, wording, "r"))["signals"] == [
        ["2025", "协议和合同", "[x]", "[low]", "上年无数据，不比较"]
    ]
    assert program_signals(CONTEXT, wording, "nobody") == []


def test_the_warning_report_of_a_real_city_holds_the_section(warning):
    tables = printed(list(warning.blocks))
    assert {"signal-shares", "signal-lines"} <= set(tables)
    assert len(tables["signal-lines"]) == 4
