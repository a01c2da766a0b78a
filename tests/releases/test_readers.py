"""Readers in other processes while releases are published and old ones go: no error, and never two in one reading."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.releases.out_folder import publish

ROOT = Path(__file__).resolve().parents[2]
QUICK, FULL = 10, 50
# a reader on a busy machine may be overtaken by a publication or two between its first file and its last
KEPT = 5


def read_while_publishing(out: Path, publications: int, readers: int) -> list[dict[str, Any]]:
    """What each reader met. Only the newest few releases are kept: old ones go all the time."""
    publish(out, "r000", "r000", kept=KEPT)
    command = [sys.executable, "-m", "tests.releases.reader", str(out)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(readers)]
    for reader in running:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    for number in range(1, publications + 1):
        id = f"r{number:03d}"
        publish(out, id, id, kept=KEPT)
    (out / "stop").touch()
    return [json.loads(reader.communicate()[0]) for reader in running]


def meets_nothing_but_whole_releases(met: dict[str, Any]) -> bool:
    return met["reads"] > 0 and not met["errors"] and not met["mixed"]


def test_a_reader_meets_whole_releases_only(tmp_path: Path) -> None:
    [met] = read_while_publishing(tmp_path, QUICK, readers=1)
    assert meets_nothing_but_whole_releases(met), met


@pytest.mark.crash
def test_readers_meet_whole_releases_only_during_fifty_publications(tmp_path: Path) -> None:
    for met in read_while_publishing(tmp_path, FULL, readers=2):
        print(met)
        assert meets_nothing_but_whole_releases(met), met
        assert met["releases_seen"] > 1
