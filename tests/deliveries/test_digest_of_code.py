"""A landing is read again when any code that shapes its rows has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, imports_of
from transforms.deliveries.landing.land import ROOM, digest_of_code, shaping_files

FOLDERS = sorted({path.parent.relative_to(ROOM.parent).as_posix() for path in shaping_files(ROOM)})


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the files that shape a landed row."""
    copy = tmp_path_factory.mktemp("transforms")
    for path in shaping_files(ROOM):
        to = copy / path.relative_to(ROOM.parent)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
    return copy / ROOM.name


def test_it_covers_every_folder_of_the_room() -> None:
    with_code = {path.parent for ending in ("py", "yaml") for path in ROOM.rglob(f"*.{ending}")}
    assert {ROOM.parent / folder for folder in FOLDERS} == {ROOM.parent, *with_code}
    assert {"deliveries/files", "deliveries/judging", "deliveries/landing"} < set(FOLDERS)
    assert {"deliveries/mapping", "deliveries/mapping/contracts"} < set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_change_in_any_folder_is_seen(folder: str, room: Path) -> None:
    digest_of_code.cache_clear()
    before = digest_of_code(room)
    changed = next(path for path in shaping_files(room) if path.parent == room.parent / folder)
    changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    digest_of_code.cache_clear()
    assert digest_of_code(room) != before


def test_nothing_that_landing_imports_lies_outside() -> None:
    covered, seen = set(shaping_files(ROOM)), {ROOM / "landing" / "land.py"}
    unread = [*seen]
    while unread:
        found = {path for module in imports_of(unread.pop()) for path in _files_of(module)} - seen
        seen |= found
        unread += found
    assert ROOM / "files" / "workbook.py" in seen
    assert seen - covered == set()


def _files_of(module: str) -> list[Path]:
    """The file of a module of this project, and those of the packages it lies in."""
    if module.split(".")[0] != "transforms":
        return []
    path = ROOT.joinpath(*module.split("."))
    packages = [
        folder / "__init__.py" for folder in (path, *path.parents) if folder.is_relative_to(ROOM.parent)
    ]
    return [file for file in (path.with_suffix(".py"), *packages) if file.exists()]
