"""`majorwatch releases`, `rollback` and `verify`: which releases there are, back to one, every checksum again.

Only a rollback imports the code of a run, which takes a third of a second that listing and verifying need not wait.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from flows.options import stop
from flows.printing import headings, print_json, print_table, say
from transforms.releases import (
    AnotherRun,
    Release,
    current_release,
    list_releases,
    read_runs,
    rollback,
    run_lock,
    set_aside,
    verify,
)


def show_releases(out: Path, lang: str, *, as_json: bool) -> None:
    """All releases; the current one is marked, and so is one that was rolled back."""
    current, aside = current_release(out), set_aside(read_runs(out))
    releases = [
        {
            "release_id": release.id,
            "as_of": release.manifest.get("as_of"),
            "policy": release.manifest.get("policy_id"),
            "is_current": current is not None and release.id == current.id,
            "withdrawn_on": aside[release.id].since[:10] if release.id in aside else None,
        }
        for release in list_releases(out)
    ]
    if as_json:
        print_json(releases)
        return
    rows = [
        (
            "→" if row["is_current"] else "",
            row["release_id"],
            row["as_of"],
            row["policy"],
            row["withdrawn_on"],
        )
        for row in releases
    ]
    print_table(["", *headings(lang, "release", "as_of", "policy", "withdrawn")], rows)


def answer_rollback(out: Path, release: str, reason: str | None, lang: str) -> int:
    """Make an earlier release the current one and name those that are set aside; returns an exit code."""
    from flows.run import renew_web_root

    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        with run_lock(out):
            rollback(out, release, at, reason)
            web_error = renew_web_root(out)
    except AnotherRun as error:
        typer.echo(say("run.another_run", lang, pid=error.pid or "?"), err=True)
        return 2
    except ValueError as error:
        typer.echo(str(error), err=True)
        return 1
    typer.echo(say("release.rolled_back", lang, release=release))
    if web_error is not None:
        typer.echo(say("run.web_not_renewed", lang, error=web_error), err=True)
    for item in set_aside(read_runs(out)).values():
        typer.echo("  " + say("release.set_aside", lang, release=item.id))
    return 0


def answer_verify(release: Release, lang: str) -> None:
    """Compute every checksum of a release again; exit 1 where one differs from the manifest."""
    if problems := verify(release):
        head = say("release.damaged", lang, release=release.id, count=len(problems))
        stop("\n".join([head, *problems]), code=1)
    typer.echo(say("release.verified", lang, release=release.id))
