"""Made again on another machine, as it were: the same release, under the same name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.equality import NOT_BYTES, unlike
from tests.crash.small_city import PATIENCE_SECONDS, ROOT, make_small_city
from transforms.releases import current_release, verify

ELSEWHERE = Path(__file__).parent / "elsewhere"
AS_OF = "2026-11-01"
CHECKOUT = ("flows", "transforms", "sql", "policy", "reports", "requirements.lock", "pyproject.toml")
HERE = {
    "TZ": "Asia/Shanghai",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "zh_CN",
    "MAJORWATCH_LANG": "zh",
    "PYTHONHASHSEED": "1",
    "MAJORWATCH_THREADS": "1",
    "MAJORWATCH_FILE_ORDER": "1",
}
# twenty-two hours apart: it is another day there most of the time
THERE = {
    "TZ": "Pacific/Pago_Pago",
    "LC_ALL": "C",
    "LANGUAGE": "tr_TR",
    "MAJORWATCH_LANG": "en",
    "PYTHONHASHSEED": "20180162",
    "MAJORWATCH_THREADS": "5",
    "MAJORWATCH_FILE_ORDER": "2",
}


def night(checkout: Path, raw: Path, out: Path, surroundings: dict[str, str]) -> Path:
    """A night of its own, from nothing; returns the folder of the release."""
    command = (sys.executable, "-c", "from flows.cli import main; main()", "run")
    home = {"PREFECT_HOME": str(out.parent / "prefect"), "PYTHONPATH": str(ELSEWHERE)}
    done = subprocess.run(
        [*command, "--raw", str(raw), "--out", str(out), "--as-of", AS_OF],
        cwd=checkout,
        env=os.environ | surroundings | home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    made = current_release(out)
    assert made is not None
    assert verify(made) == []
    return made.folder


def copied_backwards(raw: Path, to: Path) -> Path:
    """The same deliveries, each written before those that stood before it."""
    for path in sorted((path for path in raw.rglob("*") if path.is_file()), reverse=True):
        (to / path.relative_to(raw)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to / path.relative_to(raw))
    return to


def another_checkout(to: Path) -> Path:
    """The code in another folder, with nothing that was compiled."""
    to.mkdir()
    for name in CHECKOUT:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(path, to / name)
    return to


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same night twice: here, and with everything around it different."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there") / "另一处" / "b c"
    raw = make_small_city(here).raw
    there.mkdir(parents=True)
    elsewhere = another_checkout(there / "code")
    one = night(ROOT, raw, here / "out", HERE)
    return one, night(elsewhere, copied_backwards(raw, there / "delivered"), there / "out", THERE)


@pytest.mark.crash
def test_the_same_release_under_six_perturbations(two: tuple[Path, Path]) -> None:
    one, other = two
    assert one.name == other.name
    assert unlike(one, other) == []
    suffixes = {path.suffix for path in one.rglob("*") if path.is_file()}
    assert {".html", ".json", ".pdf", ".duckdb"} <= suffixes


@pytest.mark.crash
def test_the_comparison_sees_what_differs(two: tuple[Path, Path], tmp_path: Path) -> None:
    one = Path(shutil.copytree(two[0], tmp_path / "one"))
    page = one / "public" / "site" / "index.html"
    page.write_bytes(page.read_bytes() + b" ")
    (one / "public" / "new.csv").touch()
    assert unlike(one, two[1]) == ["public/new.csv", "public/site/index.html"]
    assert ".html" not in NOT_BYTES
