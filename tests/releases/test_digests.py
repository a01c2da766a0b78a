"""The name of a release follows from its day, deliveries, policy and code, and from nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from transforms.releases import contents, digest_of_code, digest_of_deliveries, release_id

MADE_FROM = {"as_of": date(2026, 9, 1), "inputs": "a", "policy": "b", "code": "c"}


DELIVERED = {"file": "a.csv", "sha256": "f", "source": "s", "known_on": "2026-09-01"}


def test_an_id_is_its_day_and_ten_digits() -> None:
    day, digest = release_id(**MADE_FROM).split("-")
    assert day == "20260901"
    assert len(digest) == 10


@pytest.mark.parametrize(
    "change", [{"as_of": date(2026, 9, 2)}, {"inputs": "x"}, {"policy": "x"}, {"code": "x"}]
)
def test_each_of_the_four_changes_the_id(change: dict[str, Any]) -> None:
    assert release_id(**{**MADE_FROM, **change}).split("-")[1] != release_id(**MADE_FROM).split("-")[1]


def test_the_order_of_deliveries_does_not_matter() -> None:
    one, two = DELIVERED, {**DELIVERED, "file": "b.csv"}
    assert digest_of_deliveries([one, two]) == digest_of_deliveries([two, one])


@pytest.mark.parametrize("name", DELIVERED)
def test_name_content_source_file_and_day_of_a_delivery_matter(name: str) -> None:
    assert digest_of_deliveries([DELIVERED]) != digest_of_deliveries([{**DELIVERED, name: "x"}])


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("sql/marts", "transforms/__pycache__", "reports", "policy"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "requirements.lock").write_text("duckdb==1", encoding="utf-8")
    (tmp_path / "sql/marts/verdict.sql").write_text("select 1", encoding="utf-8")
    monkeypatch.setattr(contents, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("file", ["sql/marts/verdict.sql", "requirements.lock", "reports/new.py"])
def test_what_computes_is_code(file: str, code: Path) -> None:
    before = digest_of_code(["zh"])
    (code / file).write_text("changed", encoding="utf-8")
    assert digest_of_code(["zh"]) != before


@pytest.mark.parametrize("file", ["policy/here.yaml", "README.md", "transforms/__pycache__/x.pyc"])
def test_what_does_not_compute_is_not(file: str, code: Path) -> None:
    before = digest_of_code(["zh"])
    (code / file).write_text("changed", encoding="utf-8")
    assert digest_of_code(["zh"]) == before
