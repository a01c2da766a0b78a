"""The deliveries kept for comparison are byte for byte those of the commit they are from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

FROZEN = Path(__file__).parent
# Of the list itself, so that files and list cannot be changed together unseen.
LISTS = {"sample-2026": "146a9776d3a9ee4bc0a7f721c5a54dbb6b52ca31b20c7bb4cd682f555bf646b4"}


@pytest.mark.parametrize("name", LISTS)
def test_the_files_are_those_of_their_list_and_no_others(name: str) -> None:
    stated = (FROZEN / name / "SHA256SUMS").read_text(encoding="utf-8")
    assert sums(FROZEN / name) == stated
    assert hashlib.sha256(stated.encode()).hexdigest() == LISTS[name]


def test_a_changed_and_an_added_file_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.csv").write_text("1\n")
    before = sums(tmp_path)
    assert before == "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865  raw/a.csv\n"
    (tmp_path / "raw/a.csv").write_text("2\n")
    assert sums(tmp_path) != before
    (tmp_path / "raw/a.csv").write_text("1\n")
    (tmp_path / "raw/b.csv").write_text("1\n")
    assert sums(tmp_path) != before


def sums(folder: Path) -> str:
    """Digest and name of every file below `raw`, as `sha256sum` writes them, in the order of the names' bytes."""
    files = {
        path.relative_to(folder).as_posix(): path for path in (folder / "raw").rglob("*") if path.is_file()
    }
    return "".join(
        f"{hashlib.sha256(files[name].read_bytes()).hexdigest()}  {name}\n"
        for name in sorted(files, key=str.encode)
    )
