"""One tidy and one ugly city for all tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.sample.landing import judged_city, land_city
from transforms.deliveries import Landed
from transforms.sample import make_city
from transforms.warehouse import Build

SMALL = {"programs": 500, "years": 8}


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city as the repository ships it."""
    folder = tmp_path_factory.mktemp("city")
    make_city(folder)
    return folder


@pytest.fixture(scope="session")
def ugly_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ugly")
    make_city(folder, ugly=True)
    return folder


@pytest.fixture(scope="session")
def landed(city: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Landed], Path]:
    """What the shipped city delivers, landed once; nobody lands anything else in that folder."""
    out = tmp_path_factory.mktemp("out")
    return land_city(city, out), out


@pytest.fixture(scope="session")
def judged(landed: tuple[list[Landed], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """The shipped city with every table made, the file still open; nobody changes anything in it."""
    items, out = landed
    build = judged_city(items, out, tmp_path_factory.mktemp("judged") / "warehouse.duckdb")
    yield build
    build.con.close()


@pytest.fixture(scope="session")
def con(judged: Build) -> duckdb.DuckDBPyConnection:
    return judged.con


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
