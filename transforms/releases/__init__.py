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
from transforms.releases.preconditions import AnotherRun, NoSpace, require_space, run_lock
from transforms.releases.rollback import SetAside, append_run, held_back, read_runs, rollback, set_aside
from transforms.releases.staged import DamagedRelease, Retention, Staged
