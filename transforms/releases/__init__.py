"""Releases: built aside, verified, published by moving one pointer; listed, verified again and rolled back."""

from transforms.releases.contents import digest_of_code, digest_of_deliveries, release_id, verify
from transforms.releases.listing import (
    Release,
    UnknownRelease,
    current_release,
    find_release,
    is_published,
    list_releases,
)
from transforms.releases.preconditions import AnotherRun, NoSpace, RunLock, require_space
from transforms.releases.rollback import SetAside, append_run, held_back, read_runs, rollback, set_aside
from transforms.releases.staged import DamagedRelease, Retention, Staged

__all__ = [
    "AnotherRun",
    "DamagedRelease",
    "NoSpace",
    "Release",
    "Retention",
    "RunLock",
    "SetAside",
    "Staged",
    "UnknownRelease",
    "append_run",
    "current_release",
    "digest_of_code",
    "digest_of_deliveries",
    "find_release",
    "held_back",
    "is_published",
    "list_releases",
    "read_runs",
    "release_id",
    "require_space",
    "rollback",
    "set_aside",
    "verify",
]
