"""Break one thing at a time and see that its tests notice: python -m tests.mutate [WORD]…

A WORD chooses mutations by their file or what they break; without one all run, two at a time, each in a copy of the
house, which itself is never touched. Ends with 1 where one was not noticed, or where the table does not hold.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from tests.house.rooms import BUILT, ROOMS, ROOT
from tests.mutate.table import Mutation, Room, TableError, rooms

AT_ONCE = 2
# what `make test` runs
MARKERS = "not crash and not browser and not judge and not country and not twins and not oracle"
PYTEST = ("-m", "pytest", "-x", "-q", "--tb=no", "-ra", "-p", "no:cacheprovider", "-m", MARKERS)
PASSED, FAILED = 0, 1
LONGEST_SECONDS = 600
FAILURE = re.compile(r"^(?:FAILED|ERROR) (\S+.*?)(?: - (.*))?$", re.MULTILINE)
# what is broken so that it does not run at all says nothing about the tests
DOES_NOT_RUN = re.compile(
    r"\b(Parser|Binder|Catalog)Exception\b|\b(Syntax|Name|Import|ModuleNotFound)Error\b"
)


@dataclass(frozen=True)
class Outcome:
    """How tests ended. failed: the first that did, or nothing; problem: why their end says nothing, or nothing."""

    seconds: float
    failed: str = ""
    problem: str = ""


class Copies:
    """Copies of a house, in which tests run without touching it."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.free: SimpleQueue[Path] = SimpleQueue()
        for number in range(AT_ONCE):
            copy = folder / str(number)
            copy.mkdir()
            for path in root.iterdir():
                if path.is_file():
                    shutil.copy2(path, copy)
            for room in ROOMS:
                if (root / room).is_dir():
                    shutil.copytree(root / room, copy / room, ignore=shutil.ignore_patterns(*BUILT))
            self.free.put(copy)

    def run(self, tests: Sequence[str], mutation: Mutation | None = None) -> Outcome:
        """Run tests in a free copy, in which one thing is broken if asked, until the first fails."""
        copy = self.free.get()
        try:
            if mutation is None:
                return _tested(copy, tests)
            path = copy / mutation.file
            whole = path.read_bytes()
            path.write_text(mutation.mutated(copy), encoding="utf-8")
            try:
                return _tested(copy, tests)
            finally:
                path.write_bytes(whole)
        finally:
            self.free.put(copy)


def _tested(copy: Path, tests: Sequence[str]) -> Outcome:
    """Run tests of a copy on the copy's own code."""
    # a night that others made is of the code as it is; compiled code may be older than the mutation
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAJORWATCH_")}
    own = {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "1000"}
    command = [sys.executable, *PYTEST, *tests]
    begun = time.monotonic()
    try:
        done = subprocess.run(
            command, cwd=copy, env=kept | own, capture_output=True, text=True, timeout=LONGEST_SECONDS
        )
    except subprocess.TimeoutExpired:
        return Outcome(LONGEST_SECONDS, problem="its tests came to no end")
    seconds = time.monotonic() - begun
    said = done.stdout + done.stderr
    failure = FAILURE.search(said)
    if done.returncode == PASSED:
        return Outcome(seconds)
    if done.returncode != FAILED or failure is None:
        return Outcome(seconds, problem=f"its tests could not run: {said.strip()[-1000:]}")
    if DOES_NOT_RUN.search(failure[2] or ""):
        return Outcome(seconds, problem=f"the broken code does not run: {failure[0]}")
    return Outcome(seconds, failed=failure[1])


def all_noticed(
    chosen: Sequence[tuple[Room, Mutation]], say: Callable[[str], None] = print, root: Path = ROOT
) -> bool:
    """Whether the tests of its room notice each mutation; says so of each, and again of those they do not.

    Errors: TableError where a text does not stand exactly once; nothing is run then.
    """
    told = {mutation: f"{mutation.place(root)}: {mutation.why}" for _, mutation in chosen}
    begun = time.monotonic()
    missed: list[str] = []
    with TemporaryDirectory(prefix="mutate-") as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        copies = Copies(root, Path(folder))
        whole = {pool.submit(copies.run, tests): tests for tests in {room.tests for room, _ in chosen}}
        for run in as_completed(whole):
            if wrong := run.result().failed or run.result().problem:
                missed.append(f"{' '.join(whole[run])} fail without a mutation: {wrong}")
        broken = {pool.submit(copies.run, room.tests, mutation): mutation for room, mutation in chosen}
        for run in as_completed(broken):
            mutation, outcome = broken[run], run.result()
            found = outcome.failed or outcome.problem or "no test failed"
            say(
                f"{'noticed' if outcome.failed else 'MISSED '} {outcome.seconds:3.0f} s {told[mutation]} ({found})"
            )
            if not outcome.failed:
                missed.append(f"{told[mutation]}: {found}\n  {mutation.text}\n  → {mutation.becomes}")
    say(
        f"\n{len(chosen)} mutations in {(time.monotonic() - begun) / 60:.1f} minutes, {len(missed)} not noticed"
    )
    for entry in missed:
        say(entry)
    return not missed


def main(words: Sequence[str]) -> int:
    """The exit code of the command line: 0 where every chosen mutation is noticed, else 1."""
    chosen = [
        (room, mutation)
        for room in rooms().values()
        for mutation in room.mutations
        if not words or any(word in f"{mutation.file} {mutation.why}" for word in words)
    ]
    if not chosen:
        print(f"no mutation is of {' '.join(words)}", file=sys.stderr)
        return 1
    try:
        return 0 if all_noticed(chosen) else 1
    except TableError as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
