"""A connection draws no progress bar, where DuckDB of itself would: in a process that was given no file to run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

ASKED = """
import duckdb
from pathlib import Path
from transforms.connecting import in_memory, read_only
[(draws,)] = {connected}.execute("select current_setting('enable_progress_bar')").fetchall()
print(draws)
"""


@pytest.mark.parametrize(
    ("connected", "draws"),
    [
        ("duckdb.connect()", "True"),  # else the others would show nothing
        ("in_memory()", "False"),
        ("read_only(Path('some.duckdb'))", "False"),
        ("read_only(Path('some.duckdb'), {'enable_external_access': False})", "False"),
    ],
)
def test_nothing_is_drawn_into_an_answer(connected: str, draws: str, tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "some.duckdb")).close()
    done = subprocess.run(
        [sys.executable, "-c", ASKED.format(connected=connected)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{draws}\n"
