"""Every row read is landed, refused with a reason, or a total row; nothing else becomes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.deliveries.desk import Rows, csv, hand_in, receive, xlsx
from transforms.deliveries import load_reasons, reason_in_words

HEADER = ["学校代码", "专业代码", "届别", "毕业生数", "落实人数"]
GOOD = ["5001000001", "500101", "2023", "57", "50"]


def row(**cells: str) -> list[str]:
    """The good row with some cells replaced."""
    return [cells.get(name, cell) for name, cell in zip(HEADER, GOOD, strict=True)]


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ({"学校代码": ""}, [("学校代码", "missing_value")]),
        ({"届别": ""}, [("届别", "missing_value")]),
        ({"届别": "去年"}, [("届别", "not_a_year")]),
        ({"毕业生数": "很多"}, [("毕业生数", "not_a_whole_number")]),
        ({"毕业生数": "-3"}, [("毕业生数", "below_minimum"), ("落实人数", "placed_not_above_graduates")]),
        ({"落实人数": "58"}, [("落实人数", "placed_not_above_graduates")]),
        ({"落实人数": "57"}, []),
        ({"毕业生数": "", "落实人数": ""}, []),
        ({"专业代码": "500101.0"}, [("专业代码", "damaged_code")]),
        ({"专业代码": "5.00101E5"}, [("专业代码", "damaged_code")]),
        ({"专业代码": "51010219900101123X"}, [("专业代码", "identity_number")]),
        ({"届别": "??", "毕业生数": "x"}, [("届别", "not_a_year"), ("毕业生数", "not_a_whole_number")]),
    ],
)
def test_each_problem_of_a_row_is_named(
    tmp_path: Path, cells: dict[str, str], problems: list[tuple[str, str]]
) -> None:
    received = hand_in(tmp_path, csv([HEADER, GOOD, row(**cells)]))
    assert received.reasons() == sorted((3, column, reason) for column, reason in problems)
    assert received.account.refused == bool(problems)
    assert [problem["problem"] for problem in received.refused] == list(range(1, len(problems) + 1))


def test_a_refused_row_carries_what_a_person_needs(tmp_path: Path) -> None:
    received = hand_in(tmp_path, csv([HEADER, GOOD, row(落实人数="61")]))
    [problem] = received.refused
    assert (problem["file"], problem["row"], problem["column"]) == ("employment/报送.csv", 3, "落实人数")
    assert "61" in problem["raw_text"]
    assert "57" in problem["raw_text"]
    assert json.loads(problem["row_json"])["专业代码"] == "500101"


def test_an_unknown_word_is_answered_with_the_accepted_ones(tmp_path: Path) -> None:
    received = hand_in(tmp_path, csv([[*HEADER, "层次"], [*GOOD, "大专吧"]]))
    [problem] = received.refused
    assert problem["reason_code"] == "unknown_value"
    assert "高职" in problem["suggestion"]


@pytest.mark.parametrize("label", ["合计", "总 计", "小计", "Total", "甲校合计", " 合  计 "])
@pytest.mark.parametrize("position", [0, 1])
def test_total_rows_are_recognised_and_not_summed_again(tmp_path: Path, label: str, position: int) -> None:
    total = ["", "", "", "57", "50"]
    total[position] = label
    received = hand_in(tmp_path, csv([HEADER, GOOD, total]))
    assert (received.account.landed, received.account.total_rows, received.account.refused) == (1, 1, 0)


def test_a_major_whose_name_holds_the_word_is_no_total(tmp_path: Path) -> None:
    rows = [[*HEADER, "专业名称"], [*GOOD, "大数据与会计"], [*GOOD, "会计统计核算"]]
    assert hand_in(tmp_path, csv(rows)).account.total_rows == 0


def test_total_rows_of_a_source_file(tmp_path: Path) -> None:
    source = {"total_rows": [{"column": "专业代码", "equals": "99"}]}
    received = hand_in(tmp_path, csv([HEADER, GOOD, row(专业代码="99")]), source=source)
    assert (received.account.landed, received.account.total_rows) == (1, 1)


def test_rows_left_out_by_declaration_are_kept_with_the_reason(tmp_path: Path) -> None:
    source = {"exclude": [{"column": "学校代码", "matches": "^9", "reason": "外省学校"}]}
    received = hand_in(tmp_path, csv([HEADER, GOOD, row(学校代码="9999999999")]), source=source)
    [problem] = received.refused
    assert (problem["reason_code"], problem["suggestion"]) == ("excluded", "外省学校")


def test_a_code_is_mended_only_where_one_entry_fits(tmp_path: Path) -> None:
    codes = {"major": ["010101", "500101", "500102"], "institution": ["5001000001"]}
    rows: Rows = [HEADER, row(专业代码="10101"), row(专业代码="500102.0"), row(专业代码="7.7E4")]
    received = hand_in(tmp_path, csv(rows), codes=codes)
    assert received.column("major_code") == ["010101", "500102"]
    assert received.column("_note") == ["专业代码 10101 → 010101", "专业代码 500102.0 → 500102"]
    assert received.reasons() == [(4, "专业代码", "damaged_code")]


def test_a_code_that_could_be_two_is_not_mended(tmp_path: Path) -> None:
    received = hand_in(tmp_path, csv([HEADER, row(专业代码="101.0")]), codes={"major": ["0101", "00101"]})
    assert received.reasons() == [(2, "专业代码", "damaged_code")]


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = hand_in(tmp_path, xlsx([HEADER, GOOD, row(落实人数="58")]), "报送.xlsx")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.is_file()}
    again = receive(tmp_path / "raw", tmp_path / "out")
    assert again.accounts == first.accounts
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_changed_source_file_or_catalogue_lands_it_anew(tmp_path: Path) -> None:
    content = csv([HEADER, row(专业代码="10101")])
    plain = hand_in(tmp_path, content)
    assert plain.column("major_code") == ["10101"]
    known = hand_in(tmp_path, content, codes={"major": ["010101"]})
    assert known.column("major_code") == ["010101"]
    stated = hand_in(tmp_path, content, source={"constants": {"observation": "initial"}})
    assert stated.column("observation") == ["initial"]
    assert len({plain.account.recipe, known.account.recipe, stated.account.recipe}) == 3


def test_mended_rows_leave_no_refused_file_behind(tmp_path: Path) -> None:
    content = csv([HEADER, row(专业代码="1.0E5")])
    assert hand_in(tmp_path, content).account.refused == 1
    received = hand_in(tmp_path, content, codes={"major": ["100000"]})
    assert (received.account.refused, received.refused) == (0, [])


def test_one_file_may_feed_several_feeds(tmp_path: Path) -> None:
    rows = [["代码", "校名", "专业代码", "年份", "毕业生数"], ["5001000001", "甲校", "500101", "2023", "57"]]
    source = {
        "tables": [
            {"feed": "institution", "columns": {"institution_code": "代码", "institution_name": "校名"}},
            {"feed": "employment", "columns": {"institution_code": "代码"}},
        ]
    }
    received = hand_in(tmp_path, csv(rows), feed="多表", source=source)
    assert [(item.feed, item.landed) for item in received.accounts] == [("institution", 1), ("employment", 1)]
    assert pq.read_table(received.accounts[1].parquet(received.out)).column("graduates").to_pylist() == [57]


@pytest.mark.parametrize("reason", [reason["reason_code"] for reason in load_reasons()])
def test_every_reason_says_what_is_wrong_and_what_to_do(reason: str) -> None:
    facts = {
        "file": "甲.xlsx",
        "sheet": "Sheet1",
        "row": 3,
        "column": "层次",
        "value": "x",
        "suggestion": "",
        "expected": "y",
    }
    for lang in ("zh", "en"):
        said, mend = reason_in_words(reason, lang, **facts)
        assert said
        assert mend
        assert "{" not in said + mend
