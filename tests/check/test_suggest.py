"""A drafted source file: what it finds out, what it leaves to a person, and that it can be used as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deliveries.desk import Rows, csv, hand_in, xlsx
from tests.deliveries.mutations.good import column, good
from tests.deliveries.mutations.layouts import TWO_LINES_MERGED, two_lines
from transforms.check import suggest
from transforms.deliveries.files.sheets import UnreadableFile
from transforms.yaml_text import parse_yaml


def drafted(folder: Path, content: bytes, name: str = "报送.csv", **asked: Any) -> tuple[dict[str, Any], str]:
    path = folder / name
    path.write_bytes(content)
    text = suggest(path, **asked)
    return parse_yaml(text), text


def test_a_draft_can_be_used_as_it_stands(tmp_path: Path) -> None:
    draft, _ = drafted(tmp_path, xlsx(two_lines(), TWO_LINES_MERGED), "报送.xlsx")
    assert (draft["feed"], draft["header_row"], draft["header_rows"]) == ("employment", 2, 2)
    received = hand_in(tmp_path, xlsx(two_lines(), TWO_LINES_MERGED), "报送.xlsx", source=draft)
    assert (received.account.landed, received.account.refused) == (12, 0)


def test_a_name_that_is_only_alike_is_proposed_and_not_taken(tmp_path: Path) -> None:
    rows = good()
    rows[0][5] = "毕业生规模数"
    draft, text = drafted(tmp_path, csv(rows))
    assert "graduates" not in draft["columns"]
    assert "# graduates: 毕业生规模数" in text


def test_a_required_column_that_is_missing_is_asked_for(tmp_path: Path) -> None:
    draft, text = drafted(tmp_path, csv([row[:4] + row[5:] for row in good()]), feed="employment")
    assert "constants" not in draft
    assert "#   cohort_year: ?" in text


@pytest.mark.parametrize(("factor", "unit"), [(1.0, "percent"), (0.01, "fraction")])
def test_rates_without_a_sign_get_their_unit(tmp_path: Path, factor: float, unit: str) -> None:
    rows = column("落实率", lambda rate: f"{float(rate.rstrip('%')) * factor:.4f}")
    assert drafted(tmp_path, csv(rows))[0]["units"] == {"employment_rate": unit}


def test_words_among_numbers_are_proposed_as_missing(tmp_path: Path) -> None:
    rows = good(r1_升学人数="未统计", r2_升学人数="未统计", r3_升学人数="一人")
    assert drafted(tmp_path, csv(rows))[0]["missing"] == ["未统计"]


def test_years_side_by_side_are_unpivoted(tmp_path: Path) -> None:
    rows: Rows = [["地区", "行业", "2021", "2022", "2023"], ["重庆市", "建筑业", "1.5", "1.6", "1.7"]]
    draft, _ = drafted(tmp_path, csv(rows), feed="industry_activity")
    assert (draft["unpivot"]["name_to"], draft["unpivot"]["value_to"]) == ("year", "value")
    source = draft | {"constants": {"region_code": "500000", "measure": "employment"}}
    received = hand_in(tmp_path, csv(rows), feed="industry_activity", source=source)
    assert received.column("year") == [2021, 2022, 2023]


def test_foreign_names_need_the_feed_to_be_said(tmp_path: Path) -> None:
    rows = csv([["YR", "{N}"], ["2023", "5"]])
    with pytest.raises(LookupError):
        drafted(tmp_path, rows)
    draft, text = drafted(tmp_path, rows, feed="employment", lang="en")
    assert draft["feed"] == "employment"
    assert "{N}" in text


def test_no_draft_of_a_file_that_would_not_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="not_a_table"):
        drafted(tmp_path, b"%PDF-1.7" + bytes(90), "报送.csv")
