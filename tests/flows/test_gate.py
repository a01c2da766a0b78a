"""What the gate objects to, stated one finding at a time."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from flows.gate import GateRefused, of_checks, of_exposed, of_lost_files
from flows.nightly import publish, search
from transforms.deliveries import Landed
from transforms.quality import Exposed
from transforms.warehouse import CheckResult


def landed(file: str, status: str) -> Landed:
    return Landed(
        delivery_id=file, feed="employment", file=file, status=status, recipe="", message=f"{status} {file}"
    )


def test_a_published_file_that_cannot_be_read_any_more_stops_the_release():
    now = [landed("a.xlsx", "landed"), landed("b.xlsx", "refused_file"), landed("new.xlsx", "refused_file")]
    [finding] = of_lost_files(now, ["a.xlsx", "b.xlsx"])
    assert (finding.where, finding.promise) == ("b.xlsx", "published_files_stay_readable")
    assert "refused_file b.xlsx" in finding.detail


def test_before_the_first_release_nothing_can_be_lost():
    assert of_lost_files([landed("b.xlsx", "refused_file")], []) == []


def test_a_check_names_every_row_it_kept() -> None:
    late = [
        {"feed": "enrolment", "newest_on": date(2026, 10, 15)},
        {"feed": "vacancy", "newest_on": date(2026, 2, 10)},
    ]
    [finding] = of_checks([CheckResult("feeds_are_fresh", "error", 2, late)])
    assert str(finding) == (
        "sql/checks: feeds_are_fresh (2) — feed enrolment, newest_on 2026-10-15; feed vacancy, newest_on 2026-02-10"
    )


def test_personal_data_is_named_by_file_kind_and_number_of_places() -> None:
    [finding] = of_exposed([Exposed("site/warning.html", "mobile_number", 2)])
    assert str(finding) == "site/warning.html: no_personal_data_is_published (2) — mobile_number"


@pytest.mark.parametrize(
    ("page", "contact", "is_published"),
    [
        ("<p>023-68123456</p>", None, True),
        ("<p>办公电话 13800138000</p>", None, False),
        ("<p>办公电话 13800138000</p>", "138-0013-8000", True),
    ],
)
def test_a_release_with_personal_data_on_a_page_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, contact: str | None, is_published: bool
) -> None:
    staged = SimpleNamespace(public_file=tmp_path / "public.duckdb", public=tmp_path / "public")
    duckdb.connect(str(staged.public_file)).close()

    def write(public_file: Path, public: Path, languages: object, pages: Path) -> list[Path]:
        public.mkdir()
        (public / "index.html").write_text(page, encoding="utf-8")
        return [public / "index.html"]

    monkeypatch.setattr("flows.nightly.write_reports", write)
    monkeypatch.setattr("flows.nightly.search", search.fn)
    monkeypatch.setattr("flows.nightly.release", lambda staged, night: tmp_path / "published")
    night = SimpleNamespace(
        out=tmp_path,
        release_id="test",
        request=SimpleNamespace(languages=("zh",)),
        policy=SimpleNamespace(issuer=None, contact=contact, objection_address=None),
        counts={},
        progress=SimpleNamespace(step=lambda item: None),
        stage=lambda name, steps: nullcontext(),
    )
    if is_published:
        assert publish(night, staged) == tmp_path / "published"
        return
    with pytest.raises(GateRefused) as refused:
        publish(night, staged)
    assert [finding.where for finding in refused.value.findings] == ["index.html"]
    assert "13800138000" not in str(refused.value)
