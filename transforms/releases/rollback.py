"""Back to an earlier release, and held there: what was set aside is not published again from the same things."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from transforms.releases.contents import verify
from transforms.releases.listing import Release, find_release, list_releases, point_to

RUNS = "runs.jsonl"


def append_run(out: Path, record: Mapping[str, Any]) -> None:
    """Add one line to runs.jsonl; after a line that a crash cut off, on a line of its own."""
    line = json.dumps(record, ensure_ascii=False, default=str).encode() + b"\n"
    with (out / RUNS).open("a+b") as stream:
        if stream.seek(0, os.SEEK_END):
            stream.seek(-1, os.SEEK_END)
            line = line if stream.read() == b"\n" else b"\n" + line
        stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())


def read_runs(out: Path) -> list[dict[str, Any]]:
    """Runs, oldest first; a line cut off by a crash is passed over."""
    path = out / RUNS
    if not path.exists():
        return []
    runs = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            runs.append(json.loads(line))
        except ValueError:
            continue
    return runs


ROLLED_BACK = "rolled_back"
MADE_FROM = ("inputs", "policy", "code")


@dataclass(frozen=True)
class SetAside:
    """A release that somebody went back from: what it was made from, when and why, and which is current instead."""

    id: str
    as_of: str
    made_from: Mapping[str, str]
    since: str
    reason: str | None
    instead: str


def rollback(out: Path, id: str, at: str, reason: str | None = None) -> Release:
    """Point to an earlier release and set aside those published after it. The caller holds the lock.

    at: the moment, as runs.jsonl keeps it. It is recorded before the pointer moves: killed in between, the pointer
    names what was current, which is nothing new to the next run. Errors: UnknownRelease; ValueError where it is
    damaged.
    """
    release = find_release(out, id)
    if problems := verify(release):
        raise ValueError(f"{id} is damaged: {'; '.join(problems)}")
    releases = list_releases(out)
    later = releases[[item.id for item in releases].index(id) + 1 :]
    append_run(
        out,
        {
            "started": at,
            "ended": at,
            "status": ROLLED_BACK,
            "release_id": id,
            "set_aside": [
                {name: item.manifest.get(name) for name in ("as_of", *MADE_FROM)} | {"id": item.id}
                for item in later
            ],
            "reason": reason,
            "error": None,
        },
    )
    point_to(out, id)
    return release


def set_aside(runs: Iterable[Mapping[str, Any]]) -> dict[str, SetAside]:
    """What the record of runs says is set aside, by id. Going back to a release, or publishing it, takes it off."""
    aside: dict[str, SetAside] = {}
    for run in runs:
        if run["status"] == ROLLED_BACK:
            for item in run.get("set_aside", ()):
                made_from = {name: item[name] for name in MADE_FROM}
                aside[item["id"]] = SetAside(
                    item["id"], item["as_of"], made_from, run["started"], run.get("reason"), run["release_id"]
                )
        if run["status"] in (ROLLED_BACK, "published"):
            aside.pop(str(run.get("release_id")), None)
    return aside


def held_back(out: Path, digests: Mapping[str, str], as_of: date | None) -> SetAside | None:
    """The rolled-back release made from these deliveries, policy and code (and for this day, if given), which must not
    be published again; None if there is none."""
    for item in set_aside(read_runs(out)).values():
        same_day = as_of is None or item.as_of == as_of.isoformat()
        if same_day and all(item.made_from[name] == digests[name] for name in MADE_FROM):
            return item
    return None
