"""`majorwatch status`: the current release and the last runs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from flows.printing import headings, print_json, print_table, say
from transforms.releases import current_release, read_runs, set_aside

SHOWN_RUNS = 5


def show_status(out: Path, lang: str, *, as_json: bool) -> None:
    """The current release, those that were rolled back and may not be published again yet, and the last runs."""
    current, runs = current_release(out), read_runs(out)
    last, aside = runs[-SHOWN_RUNS:], set_aside(runs).values()
    if as_json:
        release_id = current.id if current else None
        print_json({"release_id": release_id, "set_aside": [asdict(item) for item in aside], "runs": last})
        return
    if current is None:
        typer.echo(say("release.none", lang, out=out))
    else:
        typer.echo(say("status.current", lang, release=current.id, as_of=current.manifest.get("as_of")))
    for item in aside:
        why = f" ({item.reason})" if item.reason else ""
        typer.echo(say("status.aside", lang, release=item.id, since=item.since[:10]) + why)
    if not last:
        typer.echo(say("status.no_runs", lang))
        return
    typer.echo(say("status.runs", lang))
    rows = [
        (run["started"], say(f"status.{run['status']}", lang), run["release_id"], run["error"])
        for run in reversed(last)
    ]
    print_table(headings(lang, "started", "status", "release", "error"), rows)
