"""Another machine, as far as one process can be: folders listed in another order, another number of threads.

Python reads this file when it starts, if its folder is on PYTHONPATH.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any

import duckdb

FOLDERS = random.Random(os.environ["MAJORWATCH_FILE_ORDER"])
THREADS = int(os.environ["MAJORWATCH_THREADS"])
list_folder, scan_folder = os.listdir, os.scandir


def listed(*arguments: Any) -> list[Any]:
    """`os.listdir` in an order of its own."""
    return FOLDERS.sample(names := list_folder(*arguments), len(names))


class Scanned:
    """`os.scandir` in an order of its own."""

    def __init__(self, *arguments: Any) -> None:
        with scan_folder(*arguments) as entries:
            found = list(entries)
        self.entries = iter(FOLDERS.sample(found, len(found)))

    def __iter__(self) -> Iterator[Any]:
        return self.entries

    def __next__(self) -> Any:
        return next(self.entries)

    def __enter__(self) -> Scanned:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open any more."""


def connected(database: Any = ":memory:", read_only: bool = False, config: Any = None) -> Any:
    """`duckdb.connect` with so many threads: it takes as many as there are processors, whichever it may run on."""
    return connect(database, read_only, {"threads": THREADS, **(config or {})})


os.listdir, os.scandir = listed, Scanned
connect, duckdb.connect = duckdb.connect, connected
