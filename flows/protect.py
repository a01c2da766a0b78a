"""The public file: what may be told of the warehouse, made before anything is written for readers."""

from __future__ import annotations

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.gate import Finding
from flows.night import Night
from transforms.releases import Staged


def protect_if_sound(night: Night, staged: Staged, objections: list[Finding]) -> bool:
    """Make the public file of a release beside its warehouse; whether there is one.

    A warehouse the gate objects to is protected too, so that all that is wrong is said together; where it cannot be,
    what the gate objects to is the reason.
    """
    try:
        protect(night, staged)
    except Exception:
        if not objections:
            raise
        return False
    return True


def protect(night: Night, staged: Staged) -> None:
    """Make the public file of a release beside its warehouse."""
    with night.stage("protect", 1):
        rows = write_public_file(staged.warehouse, staged.public_file)
        night.counts["public_tables"] = len(rows)
        night.progress.step(staged.public_file.name)


@task(name="disclosure", cache_policy=NO_CACHE, persist_result=False)
def write_public_file(warehouse: Path, public_file: Path) -> dict[str, int]:
    """Round, withhold, and write what is left; returns the rows of each public table."""
    from transforms import disclosure

    return disclosure.protect(warehouse, public_file)
