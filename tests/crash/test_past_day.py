"""A past day built again from what was landed: what came later is left out by name, what has gone since is there."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.small_city import CORRECTED, PATIENCE_SECONDS, ROOT, make_small_city
from transforms.releases import current_release, find_release, verify

PAST_DAY = "2025-12-31"
WITHDRAWN = "exemption/专业预警豁免清单.xlsx"
REPLACED = "enrolment/2025年招生报到情况.csv"


def run(raw: Path, out: Path, *more: str) -> dict:
    """A run and what it tells."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", "--json", *more]
    done = subprocess.run(
        [*command, "--raw", str(raw), "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.crash
def test_a_past_day_is_built_from_what_was_known_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.setenv("MAJORWATCH_LANGUAGES", '["zh"]')
    city = make_small_city(tmp_path)
    today = run(city.raw, city.out)["release_id"]
    replaced, withdrawn = city.raw / REPLACED, city.raw / WITHDRAWN
    first = hashlib.sha256(replaced.read_bytes()).hexdigest()
    replaced.write_bytes(replaced.read_bytes().rstrip() + b"0\n")
    withdrawn.unlink()
    told = run(city.raw, city.out, "--as-of", PAST_DAY)
    later = dict(told["later"])
    assert later[CORRECTED] == "2026-10-15", "handed in after that day"
    assert REPLACED in later, "the newer version was not seen before today"
    built = find_release(city.out, told["release_id"])
    known = {item["file"]: item["sha256"] for item in built.manifest["deliveries"]}
    assert known[REPLACED] == first
    assert WITHDRAWN in known
    assert all(item["known_on"] <= PAST_DAY for item in built.manifest["deliveries"])
    assert verify(built) == []
    current = current_release(city.out)
    assert current is not None
    assert current.id == today, "built beside what readers find"
    assert run(city.raw, city.out, "--as-of", PAST_DAY)["status"] == "nothing_new"
