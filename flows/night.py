"""What one night works on, decided before Prefect is imported: is there anything new at all?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.progress import Progress

if TYPE_CHECKING:
    from transforms.deliveries import Discovery
    from transforms.releases import Release
    from transforms.warehouse import Policy


@dataclass(frozen=True)
class Request:
    """What was asked for. `as_of` None means today, and that a release of another day may stand."""

    raw: tuple[Path, ...]
    out: Path
    policy: str
    as_of: date | None = None
    lang: str = "zh"


@dataclass
class Night:
    """One night's inputs, where it writes, what it counted (`counts` of the run, `row_counts` of tables)."""

    request: Request
    discovery: Discovery
    policy: Policy
    as_of: date
    release_id: str
    digests: dict[str, str]
    progress: Progress = field(default_factory=Progress)
    counts: dict[str, int] = field(default_factory=dict)
    row_counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.request.out

    @contextmanager
    def stage(self, name: str, steps: int) -> Iterator[None]:
        """Show a stage of so many steps, and keep how long it took."""
        began = time.monotonic()
        with self.progress.stage(name, steps):
            yield
        self.seconds[name] = round(time.monotonic() - began, 3)


def prepare(request: Request, today: date) -> Night:
    """Read what stands in the raw folders and digest it: files, policy and code.

    Errors: FileNotFoundError for a raw folder, SourceError, PolicyError.
    """
    from transforms.deliveries import discover
    from transforms.releases import digest_of_code, inputs_digest, release_id
    from transforms.warehouse.policy_file import load_policy

    discovery = discover(request.raw)
    policy = load_policy(request.policy)
    inputs = inputs_digest(discovery.deliveries)
    digests = {"inputs": inputs, "policy": policy.digest, "code": digest_of_code()}
    as_of = request.as_of or today
    name = release_id(as_of, digests["inputs"], digests["policy"], digests["code"])
    return Night(request, discovery, policy, as_of, name, digests)


def is_nothing_new(night: Night, current: Release | None) -> bool:
    """Was the current release made from the same files, policy and code, and for the day asked for?"""
    if current is None or not current.warehouse.is_file():
        return False
    asked = night.request.as_of
    same_day = asked is None or current.manifest.get("as_of") == asked.isoformat()
    return same_day and all(current.manifest.get(name) == digest for name, digest in night.digests.items())


def facts(night: Night) -> dict[str, Any]:
    """What the manifest states about how a release was made."""
    return {
        **night.digests,
        "as_of": night.as_of.isoformat(),
        "policy_id": night.policy.policy,
        "objections_until": night.policy.objections_until(night.as_of),
        "engine": "duckdb",
        "counts": dict(night.counts),
        "row_counts": dict(night.row_counts),
        "deliveries": [
            {"file": delivery.file, "sha256": delivery.sha256} for delivery in night.discovery.deliveries
        ],
    }
