"""Nothing of the public data is taken for personal data but the e-mail addresses that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from tests.real.test_sources import HERE
from transforms.deliveries import discover
from transforms.deliveries.files.opening import open_file
from transforms.personal import kinds_in, path_without_personal_data

WORDS = frozenset({".md", ".json"})  # are read as texts; all else as tables
# cells of two lists of schools, most where a web address should stand
ADDRESSES = {"us-ipeds-completions/hd2024.csv": 15, "us-ipeds-completions/hd2020.csv": 4}


def texts_of(path: Path) -> Iterator[pa.Array]:
    """The distinct texts of every column of a file, and the names of its sheets."""
    if path.suffix in WORDS:
        yield pa.array(path.read_text(encoding="utf-8").splitlines())
        return
    opened = open_file(path, "windows-1252" if path.name == "hd2020.csv" else None)
    yield pa.array([sheet.name for sheet in opened.sheets], pa.string())
    for sheet in opened.sheets:
        for batch in sheet.batches(0, max(map(len, sheet.head), default=0)):
            yield from (column.dictionary for column in batch.columns)


def test_no_cell_of_the_public_data_is_refused_but_for_an_email_address(
    shared_data: Callable[[str], Path],
) -> None:
    folder = shared_data(".")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found: dict[str, list[str]] = {}
    for path in files:
        name = path.relative_to(folder).as_posix()
        assert path_without_personal_data(name) == name
        for texts in texts_of(path):
            kinds = kinds_in(texts)
            found.setdefault(name, []).extend(kinds.drop_null().to_pylist() if kinds is not None else [])
    assert len(files) > 20
    assert {name: kinds for name, kinds in found.items() if kinds} == {
        name: ["email_address"] * cells for name, cells in ADDRESSES.items()
    }


def test_no_source_file_of_ours_is_refused(shared_data: Callable[[str], Path]) -> None:
    found = discover([HERE, shared_data(".")]).deliveries
    assert found
    assert [item.file for item in found if item.problem] == []
