"""What a school is told before it delivers."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.deliveries.desk import csv, hand_in, xlsx
from tests.deliveries.mutations.good import CODES, good
from transforms.check import MARK, check, mark

BAD = {"r1_落实率": "0.75", "r5_落实人数": "31", "r7_层次": "大专吧", "r9_届别": "?"}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    folder = tmp_path / "某校"
    folder.mkdir()
    return folder


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """The landed list of institutions and catalogue of majors of an earlier run."""
    institutions = [["学校代码", "学校名称"], *([code, f"学校{code[-1]}"] for code in CODES["institution"])]
    majors = [
        ["专业代码", "专业名称", "专业目录版本", "层次"],
        *([code, f"专业{code}", "2021", "本科"] for code in CODES["major"]),
    ]
    hand_in(tmp_path, csv(institutions), "名录.csv", feed="institution")
    hand_in(tmp_path, csv(majors), "目录.csv", feed="major")
    return tmp_path / "out"


def test_a_good_file_is_acceptable_and_its_feed_found_out(school: Path) -> None:
    (school / "报送.csv").write_bytes(csv(good(), "gb18030"))
    report = check([school / "报送.csv"])
    [file] = report.files
    assert (file.feed, file.is_guessed, file.rows_read, file.accepted) == ("employment", True, 12, 12)
    assert report.is_acceptable
    assert report.unchecked == ("institution", "major", "industry")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_bad_cell_is_named_with_what_to_do(school: Path, kind: str) -> None:
    rows = good(**BAD)
    (school / f"报送.{kind}").write_bytes(csv(rows) if kind == "csv" else xlsx(rows))
    report = check([school])
    found = {(problem.row, problem.column): problem for problem in report.problems}
    assert {place: problem.reason_code for place, problem in found.items()} == {
        (3, "落实率"): "ambiguous_rate",
        (7, "落实人数"): "placed_not_above_graduates",
        (9, "层次"): "unknown_value",
        (11, "届别"): "not_a_year",
    }
    assert "本科" in found[9, "层次"].mend_zh
    assert "31" in found[7, "落实人数"].message_zh
    assert "30" in found[7, "落实人数"].message_zh
    for problem in report.problems:
        assert "{" not in problem.message_zh + problem.message_en + problem.mend_zh + problem.mend_en
    assert not report.is_acceptable
    assert [(file.accepted, file.refused) for file in report.files] == [(8, 4)]


def test_a_misspelt_column_gets_the_nearest_name(school: Path) -> None:
    rows = good()
    rows[0][8] = "升雪人数"
    (school / "报送.csv").write_bytes(csv(rows))
    [file] = check([school]).files
    assert dict(file.unread) == {"升雪人数": "升学人数"}


def test_codes_that_no_list_holds_are_named(school: Path, lists: Path) -> None:
    majors = {"r0_专业代码": "999999", "r6_学校代码": "5009999999"}
    (school / "报送.csv").write_bytes(csv(good(**majors, **{f"r{row}_层次": "本科" for row in range(6)})))
    report = check([school], known=lists)
    reasons = {(problem.row, problem.reason_code) for problem in report.problems}
    assert {(2, "unknown_major"), (8, "unknown_institution")} <= reasons
    assert report.unchecked == ("industry",)


def test_two_rows_that_contradict_each_other_are_found_before_delivery(school: Path, lists: Path) -> None:
    rows = good(**{f"r{row}_层次": "本科" for row in range(6)})
    (school / "报送.csv").write_bytes(csv([*rows, [*rows[1][:5], "1200", "1100", "91.7%", "1"]]))
    report = check([school], known=lists)
    assert {(problem.row, problem.reason_code) for problem in report.problems} == {
        (2, "conflicting_rows"),
        (14, "conflicting_rows"),
    }


def test_a_file_refused_as_a_whole_says_why(school: Path) -> None:
    (school / "报送.csv").write_bytes(csv([row[1:] for row in good()]))
    report = check([school], feed="employment")
    [file] = report.files
    assert file.reason_code == "missing_column"
    assert file.refused_because is not None
    assert "学校代码" in file.refused_because["zh"]


def test_a_file_of_which_nobody_can_say_what_it_is(school: Path) -> None:
    (school / "备忘.csv").write_bytes(csv([["a", "b"], ["1", "2"]]))
    report = check([school])
    assert report.unrecognised == [("备忘.csv", "no_feed")]
    assert not report.is_acceptable


def test_nothing_is_written_by_checking(school: Path) -> None:
    (school / "报送.csv").write_bytes(csv(good(**BAD)))
    before = sorted(school.rglob("*"))
    check([school])
    assert sorted(school.rglob("*")) == before


@pytest.mark.parametrize(("kind", "encoding"), [("csv", "gb18030"), ("xlsx", "")])
def test_the_marked_copy_shows_the_bad_cells_beside_the_original(
    school: Path, kind: str, encoding: str
) -> None:
    path = school / f"报送.{kind}"
    path.write_bytes(csv(good(**BAD), encoding) if kind == "csv" else xlsx(good(**BAD)))
    original = path.read_bytes()
    copy = mark(path, check([path]).problems)
    again = mark(path, check([path]).problems)
    assert [copy.name, again.name] == [f"报送{MARK}.xlsx", f"报送{MARK}2.xlsx"]
    assert path.read_bytes() == original
    page = openpyxl.load_workbook(copy).worksheets[0]
    marked = {cell.coordinate: cell for row in page.iter_rows() for cell in row if cell.comment}
    assert sorted(marked) == ["D9", "E11", "G7", "H3"]
    assert [marked[place].value for place in ("D9", "H3")] == ["大专吧", "0.75"]
    assert "→" not in marked["D9"].comment.text
    assert all(cell.fill.fgColor.rgb == "00FFC7CE" for cell in marked.values())


def test_a_formula_in_a_csv_is_text_in_the_copy(school: Path) -> None:
    path = school / "报送.csv"
    path.write_bytes(csv(good(r0_专业名称='=HYPERLINK("http://x")', r1_届别="?")))
    page = openpyxl.load_workbook(mark(path, check([path]).problems)).worksheets[0]
    assert page["C2"].data_type == "s"


def test_the_marked_copy_is_no_delivery(school: Path) -> None:
    path = school / "报送.csv"
    path.write_bytes(csv(good(**BAD)))
    mark(path, check([path]).problems)
    assert [file.file for file in check([school]).files] == ["报送.csv"]


def test_the_shipped_sample_has_only_its_planted_errors() -> None:
    report = check([Path(__file__).parents[2] / "data" / "raw"])
    assert report.unchecked == ()
    assert sum(file.refused for file in report.files) == sum(
        file.rows_read - file.accepted - file.total_rows for file in report.files
    )
    assert {problem.reason_code for problem in report.problems} <= {
        "placed_not_above_graduates",
        "placed_agrees_with_not_placed",
    }


def test_a_folder_that_is_checked_may_be_read_only(school: Path) -> None:
    (school / "报送.csv").write_bytes(csv(good()))
    copy = school.parent / "nur-lesen"
    shutil.copytree(school, copy)
    copy.chmod(0o500)
    try:
        assert check([copy]).is_acceptable
    finally:
        copy.chmod(0o700)
