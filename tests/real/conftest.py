"""Real runs: `majorwatch run` on public data that is not part of the project.

The data lie in `../shared/data` beside the repository, or where MAJORWATCH_SHARED_DATA says. Where they
are absent these tests are skipped and say so.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.flows.conftest import alone, shared_folder
from tests.sample.landing import judged_city, land_city

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = Path(os.environ.get("MAJORWATCH_SHARED_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """Path of a folder of the shared data; skips the test where it is not there."""

    def folder(name: str) -> Path:
        path = SHARED / name
        if not path.is_dir():
            pytest.skip(
                f"real data not found at {path}; set MAJORWATCH_SHARED_DATA to the folder that holds {name}"
            )
        return path

    return folder


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Land and judge a set as a night does, publishing nothing; returns the folder of the warehouse."""

    def judge(name: str, raw: list[Path], policy: Path) -> Path:
        folder = tmp_path_factory.mktemp(name)
        landed = land_city(raw, folder / "out")
        judged_city(landed, folder / "out", folder / "warehouse.duckdb", str(policy)).close()
        return folder

    return judge


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[..., Path]:
    """Run the nightly once per name, whatever the number of test workers; returns the current release."""
    shared = shared_folder(tmp_path_factory, worker_id)

    def release(name: str, raw: list[Path], policy: Path) -> Path:
        out = shared / name
        with alone(shared / f"{name}.lock"):
            if not (out / "current").exists():
                _nightly(raw, policy, out)
        folder = (out / "current").resolve()
        assert (folder / "public" / "site" / "index.html").is_file()
        papers = {path.stem for path in (folder / "public" / "pdf").glob("*.pdf")}
        assert papers == {"warning", "matching", "forecast", "settings", "quality"}
        return folder

    return release


def _nightly(raw: list[Path], policy: Path, out: Path) -> None:
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run"]
    command += ["--policy", str(policy), "--out", str(out)]
    for folder in raw:
        command += ["--raw", str(folder)]
    one_language = os.environ | {"MAJORWATCH_LANGUAGES": '["zh"]'}
    done = subprocess.run(command, cwd=ROOT, env=one_language, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="session")
def answer() -> Callable[[Path, str], list[tuple]]:
    """Rows of a query on the warehouse of a release."""

    def rows(release: Path, sql: str) -> list[tuple]:
        with duckdb.connect(str(release / "warehouse.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    return rows
