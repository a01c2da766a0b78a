"""Charts: labels that do not overlap and stay inside, the same bytes every time, nothing inline, text stays text."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ElementTree

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from reports.charts.drawing import PAGE, PHONE, STYLE, drawn, svg_of
from reports.charts.forms import (
    DEEPEST,
    Bars,
    Columns,
    Dumbbells,
    Heat,
    Histogram,
    Ladder,
    Layer,
    Lines,
    Series,
    shade,
)
from reports.charts.interval_forms import Ahead, Intervals, Outlook
from reports.document.language import language

ZH = language("zh")
CARDS = ("exit", "red", "orange", "yellow")
NAMES = (
    "信息传输、软件和信息技术服务业",
    "电力、热力、燃气及水生产和供应业",
    "公共管理、社会保障和社会组织与国际组织及其他一切很长的名称",
    "Information transmission, software and information technology services",
    "教育",
    "<b>$x_1$</b> & _斜_",
)
STAMP = "合成样例数据"


def label_boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every visible label with the box it covers, in points."""
    with matplotlib.rc_context(dict(STYLE)):
        FigureCanvasAgg(figure).draw()
        texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
        return [(text.get_text(), text.get_window_extent()) for text in texts]


def layers(bars: int, largest: int) -> tuple[Layer, ...]:
    return tuple(
        Layer(card, card, tuple(float(largest * (place + 1) // bars) for place in range(bars)))
        for card in CARDS
    )


FORMS = {
    "columns": Columns(
        "毕业届", tuple(map(str, range(2012, 2026))), layers(14, 25_000), ZH.integer, ((9, "口径变化"),)
    ),
    "columns that are all zero but one": Columns(
        "毕业届", ("2024", "2025"), (Layer("停招", "red", (0.0, 1.0)),), ZH.integer
    ),
    "bars": Bars("专业点数", NAMES, layers(6, 900), ZH.integer),
    "histogram": Histogram(
        "落实率",
        tuple(n / 20 for n in range(21)),
        tuple(float(n * 37 % 101) for n in range(20)),
        0.6,
        "标准线60%",
        False,
        "低于标准线的组",
        "其余各组",
        ZH.integer,
        ZH.percent_line,
    ),
    "histogram with the line at its end": Histogram(
        "rate",
        (0.0, 0.5, 1.0),
        (3.0, 4.0),
        1.0,
        "a line at the very end",
        True,
        "x",
        "y",
        ZH.integer,
        ZH.percent_line,
    ),
    "intervals on one side and on both": Intervals(
        "3年后比2025年增减",
        NAMES,
        (0.93, 0.2, 0.0, -0.001, -0.5, -1.0),
        ((0.5, 1.9), (-0.4, 0.9), None, (-0.9, 0.9), (-0.8, -0.1), (-1.0, -0.99)),
        "预期增加",
        "预期减少",
        "预期持平",
        lambda value: ZH.points(value, 0) + "%",
    ),
    "an outlook whose years ahead stand side by side": Outlook(
        "年份",
        tuple(range(2012, 2026)),
        (
            Series("供给", "first", tuple(31_000.0 + n for n in range(14))),
            Series("需求", "second", (*(31_200.0 + n for n in range(13)), None)),
        ),
        tuple(
            Ahead(year, 1_234_567.0, (1_100_000.0, 1_400_000.0), (900_000.0, 1_700_000.0))
            for year in (2028, 2029, 2030)
        ),
        "预测（粗线80%、细线95%区间）",
        ZH.integer,
        ((2021, "口径变化"),),
    ),
    "an outlook without a forecast": Outlook(
        "year", (2024, 2025), (Series("supply", "first", (0.0, 0.0)),), (), "forecast", ZH.integer
    ),
    "lines that end together": Lines(
        "年份",
        tuple(range(2012, 2026)),
        tuple(
            Series(name, look, tuple(0.8 + 0.0001 * place + 0.001 * n for n in range(14)))
            for place, (name, look) in enumerate(
                zip(NAMES[:5], ("first", "second", "third", "fourth", "fifth"), strict=True)
            )
        ),
        ZH.percent,
        ZH.percent_line,
        ((2021, "口径变化"),),
    ),
    "lines with gaps": Lines(
        "年份", (2023, 2024, 2025), (Series("a", "first", (None, 0.5, None)),), ZH.percent, ZH.percent_line
    ),
    "dumbbells": Dumbbells(
        "比重",
        NAMES,
        Series("供给比重", "first", (0.0, 0.1, 0.25, 0.3, None, 0.4)),
        Series("需求比重", "second", (0.0, 0.3, 0.2499, None, None, 0.01)),
        ZH.percent,
        ZH.percent_line,
    ),
    "ladder": Ladder(
        "结构偏离度",
        NAMES,
        (16.26, 1.2, 0.004, -0.1, -0.5, -0.98),
        "大于0：相对短缺",
        "小于0：相对富余",
        ZH.signed,
    ),
    "heat map": Heat(
        "年份",
        NAMES,
        tuple(map(str, range(2016, 2026))),
        tuple(tuple(row + 0.1 * year - 0.5 if year else None for year in range(10)) for row in range(6)),
        tuple(
            tuple(ZH.signed(row + 0.1 * year - 0.5) if year else "[c]" for year in range(10))
            for row in range(6)
        ),
        1.0,
        "大于0：相对短缺",
        "小于0：相对富余",
    ),
}


@pytest.mark.parametrize("width", [PAGE, PHONE])
@pytest.mark.parametrize("name", FORMS)
def test_no_label_covers_another_or_leaves_the_sheet(name, width):
    figure = drawn(FORMS[name], width, STAMP)
    boxes = label_boxes(figure)
    for (text, box), (other, other_box) in itertools.combinations(boxes, 2):
        apart = (
            box.x1 <= other_box.x0 + 0.5
            or other_box.x1 <= box.x0 + 0.5
            or box.y1 <= other_box.y0 + 0.5
            or other_box.y1 <= box.y0 + 0.5
        )
        assert apart, f"{text!r} {box.extents} covers {other!r} {other_box.extents}"
    for text, box in boxes:
        inside = (
            box.x0 >= -0.5
            and box.y0 >= -0.5
            and box.x1 <= figure.bbox.x1 + 0.5
            and box.y1 <= figure.bbox.y1 + 0.5
        )
        assert inside, f"{text!r} leaves the sheet: {box.extents}"


@pytest.mark.parametrize("name", FORMS)
def test_the_same_chart_is_the_same_bytes(name):
    assert svg_of(drawn(FORMS[name], PAGE), "a") == svg_of(drawn(FORMS[name], PAGE), "a")


@pytest.mark.parametrize("name", FORMS)
def test_a_chart_carries_no_style_no_date_and_only_ids_of_its_own(name):
    svg = svg_of(drawn(FORMS[name], PAGE, STAMP), "own")
    root = ElementTree.fromstring(svg)
    assert not re.search(r"\sstyle=|<style|<script|<metadata|\son\w+=|xlink", svg)
    assert all(element.get("id", "own-").startswith("own-") for element in root.iter())
    used = set(re.findall(r"(?:url\(|href=\")#([^)\"]+)", svg))
    assert used == {element.get("id") for element in root.iter() if element.get("id")}


def test_text_stays_text_and_a_name_never_becomes_markup_or_mathematics():
    svg = svg_of(drawn(FORMS["bars"], PHONE), "own")
    words = [element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("}text")]
    assert "<b>$x_1$</b> & _斜_" in words
    assert "<b>" not in svg


def test_every_kind_of_card_differs_by_more_than_its_colour():
    figure = drawn(FORMS["columns"], PAGE)
    hatches = {patch.get_hatch() for patch in figure.axes[0].patches}
    assert len(hatches) == len(CARDS)


def test_a_colour_is_white_at_zero_and_no_deeper_than_at_its_end():
    assert shade(0.0) == (1.0, 1.0, 1.0)
    # #0072b2 and #d55e00, seven tenths of the way from white
    assert (
        shade(1.0)
        == shade(8.9)
        == pytest.approx([1 - DEEPEST * (1 - part / 255) for part in (0x00, 0x72, 0xB2)])
    )
    assert shade(-1.0) == pytest.approx([1 - DEEPEST * (1 - part / 255) for part in (0xD5, 0x5E, 0x00)])


def test_a_cell_without_a_value_is_white_and_shows_its_mark():
    figure = drawn(FORMS["heat map"], PAGE)
    cells = [patch.get_facecolor()[:3] for patch in figure.axes[0].patches]
    assert [cells[10 * row] for row in range(6)] == [(1.0, 1.0, 1.0)] * 6
    assert [text for text, _ in label_boxes(figure)].count("[c]") == 6


def test_invented_data_are_stamped_inside_the_chart():
    assert STAMP in svg_of(drawn(FORMS["bars"], PAGE, STAMP), "a")
