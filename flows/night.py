"""What one night works on, decided before Prefect is imported: is there anything new at all?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from flows.progress import Progress
from flows.settings import Settings
from transforms.deliveries import (
    Discovery,
    KnownDeliveries,
    Landed,
    discover,
    known_on,
    read_register,
    remembered,
    write_register,
)
from transforms.policy.file import load_policy
from transforms.policy.policy import Policy
from transforms.releases import Release, Retention, digest_of_code, digest_of_deliveries, release_id


@dataclass(frozen=True)
class Request:
    """What a run was asked for. as_of: None means today, and that a release of another day may stay current.

    accept_drift: the reason for publishing a release that differs unusually much from the last one, else None.
    accept_exposure: the reason for publishing one that, together with the last one, gives withheld counts away.
    languages: those that reports are published in; the pages of the first are at the top of the site.
    """

    raw: tuple[Path, ...]
    out: Path
    policy: str
    as_of: date | None = None
    lang: str = "zh"
    keep_releases: int = 30
    keep_days: int = 400
    accept_drift: str | None = None
    languages: tuple[str, ...] = ("zh", "en")
    accept_exposure: str | None = None

    @classmethod
    def of(cls, settings: Settings, **given: Any) -> Request:
        """The request with the given values; for those that are None, the values of the settings."""
        names = ("policy", "lang", "keep_releases", "keep_days", "languages")
        default = {name: getattr(settings, name) for name in names}
        default |= {"raw": tuple(settings.raw), "out": settings.out.resolve()}
        return cls(**default | {name: value for name, value in given.items() if value is not None})


@dataclass
class Night:
    """One night's inputs, where it writes, what it counted (`counts` of the run, `row_counts` of tables).

    becomes_current: false for a past day, whose release is added without becoming the current one.
    landed_before: deliveries known on that day that are no longer in the raw folders. seconds: by stage. drifts: what
    differs too much from the last release, accepted or not. attack: which withheld counts an outsider could derive.
    """

    request: Request
    discovery: Discovery
    known: KnownDeliveries
    policy: Policy
    as_of: date
    today: date
    release_id: str
    digests: dict[str, str]
    becomes_current: bool = True
    landed_before: list[Landed] = field(default_factory=list)
    progress: Progress = field(default_factory=Progress)
    counts: dict[str, int] = field(default_factory=dict)
    row_counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    drifts: list[str] = field(default_factory=list)
    attack: dict[str, Any] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.request.out

    @property
    def retention(self) -> Retention:
        return Retention(self.request.keep_releases, self.request.keep_days, self.today)

    @contextmanager
    def stage(self, name: str, steps: int) -> Iterator[None]:
        """Show a stage of so many steps, and note how long it took."""
        began = time.monotonic()
        with self.progress.stage(name, steps):
            yield
        self.seconds[name] = round(time.monotonic() - began, 3)


def prepare(request: Request, today: date) -> Night:
    """Read what is in the raw folders, register when it came, and digest what was known: files, policy, code.

    Errors: FileNotFoundError for a raw folder, SourceError, PolicyError.
    """
    discovery = discover(request.raw)
    policy = load_policy(request.policy)
    as_of = request.as_of or today
    before = read_register(request.out)
    register = remembered(before, discovery.deliveries, today, first=min(as_of, today))
    write_register(request.out, register)
    known = known_on(as_of, discovery.deliveries, register)
    inputs = digest_of_deliveries(known.facts)
    digests = {"inputs": inputs, "policy": policy.digest, "code": digest_of_code(request.languages)}
    name = release_id(as_of, *digests.values())
    return Night(request, discovery, known, policy, as_of, today, name, digests)


def is_nothing_new(night: Night, current: Release | None) -> bool:
    """Was the current release made from the same files, policy and code, and for the day asked for?"""
    if current is None or not current.warehouse.is_file():
        return False
    asked = night.request.as_of
    same_day = asked is None or current.manifest.get("as_of") == asked.isoformat()
    return same_day and all(current.manifest.get(name) == digest for name, digest in night.digests.items())


def is_of_the_past(night: Night, current: Release | None) -> bool:
    """Was a day asked for that lies before the one of the current release?"""
    as_of = current.as_of if current else None
    return night.request.as_of is not None and as_of is not None and night.as_of < as_of


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
        "deliveries": night.known.facts,
    }
