"""Any accepted row, written again in any form and read again, is the same row."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deliveries.desk import Received, Rows, csv, hand_in, xlsx
from transforms.deliveries import load_contracts

COLUMNS = load_contracts()["employment"].columns
SETTINGS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FORMS = {
    "CSV": ("报送.csv", lambda rows: csv(rows)),
    "CSV with a mark": ("报送.csv", lambda rows: csv(rows, "utf-8-sig")),
    "GB18030": ("报送.csv", lambda rows: csv(rows, "gb18030")),
    "tabs, UTF-16": ("报送.txt", lambda rows: csv(rows, "utf-16", "\t")),
    "XLSX": ("报送.xlsx", xlsx),
}
# rates up to 1 are fractions; a name of rare letters only would make the encoding doubtful, so that is stated too
STATED: dict[str, Any] = {"units": {"employment_rate": "fraction"}}
# what a name may hold: letters, digits, signs of every script, and a space within
LETTERS = st.characters(categories=["L", "N", "P", "S"]) | st.sampled_from("铁道机车（）·—、 ")
NAMES = (
    st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(lambda name: name and "计" not in name)
)
CODES = st.from_regex(r"[0-9]{6}(T|K|TK)?", fullmatch=True)
COUNTS = st.none() | st.integers(0, 10**9)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    graduates = draw(COUNTS)
    placed = draw(st.none() | st.integers(0, graduates if graduates is not None else 10**9))
    return {
        "institution_code": draw(st.from_regex(r"[0-9]{10}", fullmatch=True)),
        "institution_name": draw(st.none() | NAMES),
        "major_code": draw(CODES),
        "major_name": draw(NAMES),
        "level": draw(st.sampled_from([None, *COLUMNS["level"].values])),
        "cohort_year": draw(st.integers(1950, 2099)),
        "observation": draw(st.sampled_from(["initial", "year_end"])),
        "graduates": graduates,
        "placed": placed,
        "employment_rate": draw(st.none() | st.floats(0, 1).map(lambda rate: round(rate, 6))),
    }


def written(values: list[dict[str, Any]]) -> Rows:
    """The rows as a table under the contract's Chinese names."""
    names = list(values[0])
    return [[COLUMNS[name].label.zh for name in names], *([row[name] for name in names] for row in values)]


def read(content: bytes, name: str, **handed: Any) -> Received:
    with tempfile.TemporaryDirectory() as folder:
        received = hand_in(Path(folder), content, name, **handed)
        return Fixed(received.accounts, received.out, received.rows, received.refused)


class Fixed(Received):
    """What was received, read before its folder is gone."""

    def __init__(
        self, accounts: Any, out: Path, rows: list[dict[str, Any]], refused: list[dict[str, Any]]
    ) -> None:
        super().__init__(accounts, out)
        self.__dict__.update(kept=rows, not_kept=refused)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self.__dict__["kept"]

    @property
    def refused(self) -> list[dict[str, Any]]:
        return self.__dict__["not_kept"]


@pytest.mark.parametrize("form", FORMS)
@SETTINGS
@given(values=st.lists(rows(), min_size=1, max_size=6))
def test_what_was_written_is_what_is_read(form: str, values: list[dict[str, Any]]) -> None:
    name, write = FORMS[form]
    received = read(
        write(written(values)), name, source=STATED | ({"encoding": "gb18030"} if form == "GB18030" else {})
    )
    assert received.refused == []
    assert [{column: row[column] for column in values[0]} for row in received.rows] == values


MESSY = st.sampled_from(
    [
        "57",
        "1,234",
        "１２",
        "9.0",
        "-1",
        "",
        "—",
        "无",
        "x",
        "0.5",
        "93.5%",
        "2023届",
        "二〇二三",
        "高职",
        "本 科",
        "500101",
        "#N/A",
        '"',
        "a,b",
    ]
)


@SETTINGS
@given(cells=st.lists(st.lists(MESSY, min_size=6, max_size=6), min_size=1, max_size=8))
def test_an_accepted_row_stays_the_same_in_every_form(cells: list[list[str]]) -> None:
    header = ["学校代码", "专业代码", "层次", "届别", "毕业生数", "落实率"]
    accepted = read(csv([header, *cells]), "报送.csv").rows
    if not accepted:
        return
    names = ["institution_code", "major_code", "level", "cohort_year", "graduates", "employment_rate"]
    values = [{name: row[name] for name in names} for row in accepted]
    for name, write in FORMS.values():
        again = read(write(written(values)), name, source=STATED)
        assert [{column: row[column] for column in names} for row in again.rows] == values
