"""`majorwatch check` as a school sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from tests.deliveries.desk import csv
from tests.deliveries.mutations.good import good
from transforms.check import MARK
from transforms.yaml_text import parse_yaml


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    path = tmp_path / "报送.csv"
    path.write_bytes(csv(good(r1_落实率="0.75", r5_落实人数="31")))
    return path


def run(tmp_path: Path, *words: object) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, words), "--out", str(tmp_path / "no-release")])


def test_a_bad_file_ends_with_1_and_says_what_to_do(tmp_path: Path, delivery: Path) -> None:
    answer = run(tmp_path, delivery)
    assert answer.exit_code == 1
    assert "毕业去向（按表头识别" in answer.output
    assert "第 3 行“落实率”的“0.75”" in answer.output
    assert "→ 请将整列统一为" in answer.output
    assert "需要修改：共 2 处" in answer.output
    assert (tmp_path / f"报送{MARK}.xlsx").exists()
    assert "手头没有" in answer.output


def test_the_same_in_english_without_a_copy(tmp_path: Path, delivery: Path) -> None:
    answer = run(tmp_path, delivery, "--lang", "en", "--no-copy")
    assert "row 3: “落实率” says “0.75”" in answer.output
    assert "12 rows read: 10 accepted, 2 refused, 0 total rows" in answer.output
    assert not (tmp_path / f"报送{MARK}.xlsx").exists()


def test_a_good_file_ends_with_0(tmp_path: Path) -> None:
    path = tmp_path / "报送.csv"
    path.write_bytes(csv(good()))
    answer = run(tmp_path, path, "--feed", "employment")
    assert (answer.exit_code, "可以报送" in answer.output) == (0, True)


def test_a_mistake_made_in_every_row_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "报送.csv"
    path.write_bytes(csv(good(**{f"r{row}_层次": "大专吧" for row in range(12)})))
    answer = run(tmp_path, path, "--feed", "employment")
    assert answer.output.count("大专吧") == 3
    assert "另有 9 行同样的问题：第 5、6、7" in answer.output


def test_a_program_reads_json(tmp_path: Path, delivery: Path) -> None:
    answer = run(tmp_path, delivery, "--json")
    told = json.loads(answer.stdout)
    assert told["is_acceptable"] is False
    assert [(problem["row"], problem["reason_code"]) for problem in told["problems"]] == [
        (3, "ambiguous_rate"),
        (7, "placed_not_above_graduates"),
    ]
    assert told["files"][0]["marked_copy"].endswith(f"报送{MARK}.xlsx")


def test_a_source_file_is_drafted(tmp_path: Path, delivery: Path) -> None:
    answer = run(tmp_path, delivery, "--suggest")
    assert answer.exit_code == 0
    assert parse_yaml(answer.stdout)["feed"] == "employment"


@pytest.mark.parametrize("words", [["没有.csv"], ["--feed", "nothing", "."]])
def test_what_cannot_be_meant_ends_with_2(tmp_path: Path, words: list[str]) -> None:
    answer = run(tmp_path, *words)
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output


def test_a_file_nobody_recognises_is_said_with_the_feeds(tmp_path: Path) -> None:
    path = tmp_path / "备忘.csv"
    path.write_bytes(csv([["甲", "乙"], ["1", "2"]]))
    answer = run(tmp_path, path)
    assert answer.exit_code == 1
    assert "employment（毕业去向）" in answer.output
