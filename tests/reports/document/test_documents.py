"""The reports as blocks: who is listed and why, what is published and what is withheld, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.document.blocks import Chart, Column, Document, Heading, Note, Row, Table, plain, text_of
from reports.document.document import chinese, heading_number
from reports.document.language import language
from tests.reports.written import write_documents

WITHOUT_CHARTS = ("quality", "settings")  # the city's settings changed in one year only


def table(document: Document, anchor: str) -> Table:
    return next(b for b in document.blocks if isinstance(b, Table) and b.anchor == anchor)


def cells(row: Row) -> list[str]:
    return [text_of(cell) for cell in row.cells]


def row_of(found: Table, word: str) -> Row:
    return next(row for row in found.rows if any(word in cell for cell in cells(row)))


def test_a_red_program_is_listed_with_its_numbers_and_its_reason(warning):
    # 64, 63, 38, 40 and 36 of 73, the last three 114 of 219; the year of the series break carries its mark
    row = row_of(table(warning, "list-red"), "电子商务")
    assert cells(row)[1:] == [
        "江北职业技术学院 电子商务（530701）高职专科",
        "87.7% [b]",
        "86.3%",
        "▼52.1%",
        "▼54.8%",
        "▼49.3%",
        "73",
        "45%～59%",
        "强",
    ]
    assert text_of(row.detail) == "2023—2025届连续三年毕业去向落实率低于标准线（60%）：52.1%、54.8%、49.3%。"


def test_the_same_reason_stands_in_english(editions):
    row = row_of(table(editions["en"][0], "list-red"), "530701")
    assert text_of(row.detail) == (
        "Cohorts 2023–2025: Employment rate below the line (60%) three years running: 52.1%, 54.8%, 49.3%."
    )


def test_a_card_that_is_kept_says_on_which_year_it_rests(warning):
    row = row_of(table(warning, "list-yellow"), "动画")
    assert text_of(row.detail).endswith("2025届没有可用结果，沿用2024届的判定。")
    assert "[x]" in cells(row)


def test_a_card_not_yet_lifted_says_what_is_lacking(warning):
    row = row_of(table(warning, "list-red"), "音乐学")
    assert text_of(row.detail).endswith("此后有达标结果，但未满连续2届，暂不恢复。")


def test_a_decision_stands_beside_the_verdict_and_not_in_its_place(warning):
    row = row_of(table(warning, "list-orange"), "药学")
    assert "处理决定：暂缓（渝教高函〔2026〕12号），决定为提示。" in text_of(row.detail)
    assert cells(table(warning, "decisions-table").rows[0])[1:3] == ["调减", "提示"]


def test_a_card_that_counts_intakes_tells_no_cohort(warning):
    row = row_of(table(warning, "list-exit"), "建筑工程技术")
    assert cells(row)[-3:] == ["[z]", "[z]", "[z]"]
    assert text_of(row.detail) == "2018—2025年连续八年未招生。"


def test_every_program_without_a_verdict_is_counted_under_its_reason(warning):
    rows = [cells(row) for row in table(warning, "not-judged-reasons").rows]
    assert sorted((text.split()[0], n) for text, n, _ in rows) == [
        ("未报送", "1"),
        ("毕业人数过少", "1"),
        ("豁免", "1"),
    ]


def test_headline_and_table_agree_with_the_lists(warning):
    listed = {b.anchor.removeprefix("list-"): len(b.rows) for b in warning.blocks if is_list(b)}
    assert listed == {"exit": 1, "red": 6, "orange": 2, "yellow": 2}
    shown = {item.card: int(item.value) for item in warning.headline.items if item.card in listed}
    assert shown == listed
    total = cells(table(warning, "summary-levels").rows[-1])
    assert total[1:5] == [str(listed[card]) for card in ("exit", "red", "orange", "yellow")]


def is_list(block: object) -> bool:
    return isinstance(block, Table) and block.anchor.startswith("list-")


def test_few_graduates_withhold_the_ratio_and_keep_the_line(matching):
    shown = {cells(row)[0]: cells(row) for row in table(matching, "industries-table").rows}
    assert shown["Q 卫生和社会工作"][6] not in ("[x]", "[low]")
    assert shown["R 文化、体育和娱乐业"][1:3] == ["0", "90"]
    assert shown["R 文化、体育和娱乐业"][6:] == ["[z]", "[z]"]


def test_nothing_is_dropped_in_silence(matching):
    left = {cells(row)[0]: cells(row)[1] for row in table(matching, "residual-table").rows}
    assert set(left) == {"无法对应到所比较行业的供给", "没有专业供给的行业需求"}
    assert all(value != "0" for value in left.values())


def test_a_report_without_demand_says_what_was_not_delivered(bare_warehouse: Path):
    matching = write_documents(bare_warehouse)["zh"][1]
    reasons = [text_of(b.spans) for b in matching.blocks if isinstance(b, Note) and b.kind == "missing"]
    assert (
        reasons[0] == "无法比较专业结构与产业结构，因为本次发布没有收到以下数据：岗位需求、专业与行业对照。"
    )
    assert matching.synthetic == ""


def test_the_label_of_invented_data_stands_in_the_document_and_in_every_chart(documents):
    for document in documents:
        assert document.synthetic
        charts = [block for block in document.blocks if isinstance(block, Chart)]
        assert charts or document.name in WITHOUT_CHARTS
        brief = language(document.lang).text("synthetic.brief")
        assert all(brief in svg for chart in charts for svg in (chart.svg, chart.svg_narrow))


def test_a_chart_says_in_words_and_in_a_table_what_it_draws(documents):
    for chart in (block for document in documents for block in document.blocks if isinstance(block, Chart)):
        assert len(chart.alt) > 15
        assert chart.data.rows


def test_headings_tables_and_charts_are_numbered_in_reading_order(warning):
    headings = [b.number for b in warning.blocks if isinstance(b, Heading) and b.level == 1]
    assert headings == [f"{chinese(n)}、" for n in range(1, len(headings) + 1)]
    tables = [b.number for b in warning.blocks if isinstance(b, Table)]
    assert tables == [f"表{n}" for n in range(1, len(tables) + 1)]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_chinese_numerals(number, words):
    assert chinese(number) == words


def test_heading_numbers_follow_gb_t_9704_and_english_use():
    zh, en = language("zh"), language("en")
    assert [heading_number(zh, n) for n in ((3,), (3, 2), (3, 2, 1))] == ["三、", "（二）", "1. "]
    assert heading_number(en, (3, 2)) == "3.2"


def test_a_row_that_does_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="2 cells under 1 columns"):
        Table("c", (Column("a"),), (Row((plain("1"), plain("2"))),), "t")
