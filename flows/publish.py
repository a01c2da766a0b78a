"""Reports written beside the warehouse, and the pointer moved to a release that verified."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.arguments import as_is
from flows.night import Night, facts
from transforms.releases import Staged

KEPT = "rendered"  # pages and PDFs of the last night, taken again where nothing changed; may be deleted at any time


def publish(night: Night, staged: Staged) -> Path:
    """Write the reports, then finish the release; returns its folder."""
    with night.stage("publish", 2):
        pages = write_reports(staged.public_file, staged.public, night.request.languages, night.out / KEPT)
        night.counts["public_files"] = len(pages)
        night.progress.step("site, pdf")
        folder = release(as_is(staged), as_is(night))
        night.progress.step(night.release_id)
    return folder


@task(name="reports", cache_policy=NO_CACHE, persist_result=False)
def write_reports(public_file: Path, public: Path, languages: Sequence[str], kept: Path) -> list[Path]:
    """Write the site and the PDFs from the public file, never from the exact warehouse."""
    import reports

    return reports.publish(public_file, public, languages, kept)


@task(name="release", cache_policy=NO_CACHE, persist_result=False)
def release(staged: Staged, night: Night) -> Path:
    """Read back, manifest, and the pointer moved."""
    return staged.finish(facts(night), night.retention, becomes_current=night.becomes_current)
