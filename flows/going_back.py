"""Back to an earlier release: alone, at a moment that is recorded, and said with what it means for the next night."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from flows.messages import say
from flows.web_root import renew_web_root


def go_back(out: Path, release: str, reason: str | None, lang: str) -> int:
    """Move the pointer and say what is set aside; returns an exit code."""
    from transforms.releases import AnotherRun, RunLock, read_runs, rollback, set_aside

    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        with RunLock(out):
            rollback(out, release, at, reason)
            web_error = renew_web_root(out)
    except AnotherRun as error:
        typer.echo(say("another_run", lang, pid=error.pid or "?"), err=True)
        return 2
    except ValueError as error:
        typer.echo(str(error), err=True)
        return 1
    typer.echo(say("rolled_back", lang, release=release))
    if web_error is not None:
        typer.echo(say("web_not_renewed", lang, error=web_error), err=True)
    for item in set_aside(read_runs(out)).values():
        typer.echo("  " + say("set_aside", lang, release=item.id))
    return 0
