"""A small city whose night can be run, and killed: four schools of the shipped sample, corrected each time."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from flows.printing import say

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "raw"
# Of the feeds that come yearly the newest two years: every stage has work to do, and is quickly done.
YEARLY_FEEDS, NEWEST = ("employment", "enrolment"), ("2025", "2026")
# schools of four levels with a program under every card
KEPT_SCHOOLS = frozenset({"9950001005", "9950001006", "9950003001", "9950005001"})
ONE_SCHOOL = frozenset({"9950001005"})  # a night of it takes two thirds of the time
SCHOOL = re.compile(r"99500\d{5}")
CORRECTED = "enrolment/2026年招生报到情况.csv"
PATIENCE_SECONDS = 900  # a night on two busy cores; a hang would be longer


@dataclass
class SmallCity:
    """Deliveries, the releases made from them, and a Prefect home that survives a killed run as it does at home."""

    folder: Path
    corrections: int = 0

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def correct(self) -> None:
        """Deliver one file again with another number of students in its last row, so that there is something new."""
        self.corrections += 1
        path = self.raw / CORRECTED
        before, _, _ = path.read_text(encoding="utf-8-sig").rstrip().rpartition(",")
        path.write_text(f"{before},{self.corrections}\n", encoding="utf-8-sig")

    def start(self, largest_file: int | None = None, as_of: str | None = None) -> subprocess.Popen[str]:
        """Begin a night; no file it writes may outgrow `largest_file` bytes, as on a full disk."""
        command = [sys.executable, "-c", "from flows.cli import main; main()", "run"]
        command += ["--as-of", as_of] if as_of else []
        limits = (largest_file or resource.RLIM_INFINITY,) * 2
        return subprocess.Popen(
            [*command, "--raw", str(self.raw), "--out", str(self.out)],
            cwd=ROOT,
            # one language: what a killed run leaves does not depend on how many there are
            env={
                **os.environ,
                "PREFECT_HOME": str(self.folder / "prefect"),
                "MAJORWATCH_LANGUAGES": '["zh"]',
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits),
            start_new_session=True,  # so that a run can be ended without its test
        )

    def start_until(self, stage: str) -> subprocess.Popen[str]:
        """Begin a night; returns as soon as it says that the stage has begun."""
        run = self.start()
        assert run.stderr is not None
        assert any(say(f"stage.{stage}", "zh") in line for line in run.stderr), "it never came so far"
        return run

    def night(
        self, largest_file: int | None = None, as_of: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """A night from start to end."""
        run = self.start(largest_file, as_of)
        told, complained = run.communicate(timeout=PATIENCE_SECONDS)
        return subprocess.CompletedProcess(run.args, run.returncode, told, complained)

    def night_killed_after(self, seconds: float) -> bool:
        """Begin a night and `kill -9` the run itself after so long; was it still running?"""
        run = self.start()
        try:
            run.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            run.kill()
            run.communicate()
            return True
        return False


def make_small_city(folder: Path, schools: frozenset[str] = KEPT_SCHOOLS) -> SmallCity:
    """Deliver the files of these schools; nothing is published yet."""
    city = SmallCity(folder)
    for path in sorted(SAMPLE.rglob("*")):
        feed = path.relative_to(SAMPLE).parts[0]
        if path.is_file() and (feed not in YEARLY_FEEDS or any(year in path.name for year in NEWEST)):
            (city.raw / feed).mkdir(parents=True, exist_ok=True)
            COPIED[path.suffix](path, city.raw / feed / path.name, schools)
    return city


def _copy_lines(path: Path, to: Path, schools: frozenset[str]) -> None:
    """A table of text in whatever encoding, byte by byte but for the lines of other schools."""
    lines = path.read_bytes().splitlines(keepends=True)
    to.write_bytes(b"".join(line for line in lines if _named(line.decode("latin-1")) <= schools))


def _copy_workbook(path: Path, to: Path, schools: frozenset[str]) -> None:
    """A workbook without the rows of other schools; not delivered where it is theirs alone."""
    book, kept = openpyxl.load_workbook(path, read_only=True), openpyxl.Workbook(write_only=True)
    found = [_named(row) for sheet in book for row in sheet.iter_rows(values_only=True)]
    if any(named & schools for named in found) or not any(found):
        for sheet in book:
            copy = kept.create_sheet(sheet.title)
            for row in map(list, sheet.iter_rows(values_only=True)):
                if _named(row) <= schools:
                    copy.append(row)
        kept.save(to)


def _copy_source(path: Path, to: Path, schools: frozenset[str]) -> None:
    if to.with_name(to.name.removesuffix(".source.yaml")).exists():
        shutil.copyfile(path, to)


def _named(row: object) -> set[str]:
    """The schools that a row names."""
    return set(SCHOOL.findall(str(row)))


COPIED = {".csv": _copy_lines, ".xlsx": _copy_workbook, ".yaml": _copy_source}
