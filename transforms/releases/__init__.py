"""Releases: built aside, verified, published by moving one pointer; listed, verified again and rolled back."""

from transforms.releases.digests import digest_of_code, inputs_digest, release_id
from transforms.releases.listing import (
    Release,
    UnknownRelease,
    append_run,
    current_release,
    find_release,
    list_releases,
    read_runs,
    rollback,
    verify,
)
from transforms.releases.lock import AnotherRun, RunLock
from transforms.releases.staged import DamagedRelease, Staged

__all__ = [
    "AnotherRun",
    "DamagedRelease",
    "Release",
    "RunLock",
    "Staged",
    "UnknownRelease",
    "append_run",
    "current_release",
    "digest_of_code",
    "find_release",
    "inputs_digest",
    "list_releases",
    "read_runs",
    "release_id",
    "rollback",
    "verify",
]
