"""What the command line answers: results on standard output, complaints on standard error."""

from __future__ import annotations

import csv
import itertools
import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import typer

from flows.gate import OF_TWO_RELEASES
from flows.messages import say
from flows.run import Outcome

SHOWN_ROWS = 50
SHOWN_RUNS = 5
SHOWN_FINDINGS = 20


def show_outcome(outcome: Outcome, out: Path, lang: str, *, as_json: bool) -> None:
    """How a run ended, and what to do next."""
    if as_json:
        typer.echo(as_text(asdict(outcome) | {"exit_code": outcome.exit_code}))
        return
    for file, reason in outcome.unrecognised:
        typer.echo(say("unrecognised", lang, file=file, reason=reason), err=True)
    for file, day in outcome.later:
        typer.echo(say("known_later", lang, file=file, day=day), err=True)
    {
        "published": _published,
        "nothing_new": _nothing_new,
        "gate_refused": _gate_refused,
        "usage": _could_not,
        "failed": _could_not,
        "interrupted": _could_not,
    }[outcome.status](outcome, lang)
    if outcome.web_error is not None:
        typer.echo(say("web_not_renewed", lang, error=outcome.web_error), err=True)


def show_rows(
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    lang: str,
    form: Literal["table", "json", "csv"],
) -> None:
    """Rows of a query: a table of the first of them, or all of them as CSV or JSON."""
    if form == "json":
        typer.echo(as_text([dict(zip(columns, row, strict=True)) for row in rows]))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        first = list(itertools.islice(rows, SHOWN_ROWS + 1))
        print_table(columns, first[:SHOWN_ROWS])
        if len(first) > SHOWN_ROWS:
            typer.echo(say("more_rows", lang, shown=SHOWN_ROWS), err=True)


def show_releases(out: Path, lang: str, *, as_json: bool) -> None:
    """All releases; the current one is marked, and so is one that was gone back from."""
    from transforms.releases import current_release, list_releases, read_runs, set_aside

    current, aside = current_release(out), set_aside(read_runs(out))
    kept = [
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
        typer.echo(as_text(kept))
        return
    rows = [
        (
            "→" if row["is_current"] else "",
            row["release_id"],
            row["as_of"],
            row["policy"],
            row["withdrawn_on"] or "",
        )
        for row in kept
    ]
    names = ("release", "as_of", "policy", "withdrawn")
    print_table(["", *(say(f"column_{name}", lang) for name in names)], rows)


def show_status(out: Path, lang: str, *, as_json: bool) -> None:
    """The current release and the last runs."""
    from transforms.releases import current_release, read_runs, set_aside

    current, kept = current_release(out), read_runs(out)
    runs, aside = kept[-SHOWN_RUNS:], set_aside(kept).values()
    if as_json:
        told = {"release_id": current.id if current else None, "set_aside": [asdict(item) for item in aside]}
        typer.echo(as_text(told | {"runs": runs}))
        return
    if current is None:
        typer.echo(say("no_release", lang, out=out))
    else:
        typer.echo(say("status_current", lang, release=current.id, as_of=current.manifest.get("as_of")))
    for item in aside:
        why = f" ({item.reason})" if item.reason else ""
        typer.echo(say("status_aside", lang, release=item.id, since=item.since[:10]) + why)
    if not runs:
        typer.echo(say("no_runs", lang))
        return
    typer.echo(say("status_runs", lang))
    names = [say(f"column_{name}", lang) for name in ("started", "status", "release", "error")]
    rows = [
        (r["started"], say(f"status_{r['status']}", lang), r["release_id"], r["error"])
        for r in reversed(runs)
    ]
    print_table(names, rows)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table on standard output; text is shown as it is, never read as markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    Console().print(table)


def as_text(content: Any) -> str:
    """JSON as a program or a person reads it; what JSON has no form for is its text."""
    return json.dumps(content, ensure_ascii=False, indent=1, default=str)


def _published(outcome: Outcome, lang: str) -> None:
    from transforms.receipts.locked_down import a_warned_program

    assert outcome.folder is not None
    typer.echo(say("counted", lang, **outcome.counts))
    if outcome.counts["files_refused"]:
        typer.echo(say("files_refused", lang, count=outcome.counts["files_refused"]))
    if outcome.drifts:
        typer.echo(say("drift_accepted", lang, count=len(outcome.drifts), reason=outcome.accept_drift))
    seconds = round(sum(outcome.seconds.values()), 1)
    key = "published" if outcome.is_current else "rebuilt"
    typer.echo(say(key, lang, release=outcome.release_id, seconds=seconds))
    _where_to_look(outcome.folder, lang)
    typer.echo(say("what_next", lang))
    program = a_warned_program(outcome.folder / "warehouse.duckdb")
    if program is not None:
        typer.echo(f"  {_command()} explain {program}\n      # {say('next_explain', lang)}")
    typer.echo(f'  {_command()} query "from marts.verdict limit 5"\n      # {say("next_query", lang)}')
    typer.echo(f"  {_command()} run\n      # {say('next_again', lang)}")


def _nothing_new(outcome: Outcome, lang: str) -> None:
    assert outcome.folder is not None
    if outcome.held is not None:
        held = outcome.held
        typer.echo(say("held_back", lang, release=outcome.release_id, held=held.id, since=held.since[:10]))
    elif outcome.is_current:
        typer.echo(say("nothing_new", lang, release=outcome.release_id))
    else:
        typer.echo(say("built_already", lang, release=outcome.release_id))
    _where_to_look(outcome.folder, lang)


def _where_to_look(folder: Path, lang: str) -> None:
    pages = [folder / "public" / "site" / "index.html", *sorted((folder / "public" / "pdf").glob("*.pdf"))]
    if present := [page for page in pages if page.is_file()]:
        typer.echo(say("open_report", lang))
    for page in present:
        typer.echo(f"  {_shortest(page)}")
    root = folder.parents[1] / "web"
    if (root / "index.html").is_file():
        typer.echo(say("web_root", lang, root=_shortest(root)))


def _gate_refused(outcome: Outcome, lang: str) -> None:
    typer.echo(say("gate_refused", lang, count=len(outcome.findings)), err=True)
    for finding in outcome.findings[:SHOWN_FINDINGS]:
        typer.echo(f"  ✗ {finding}", err=True)
    if len(outcome.findings) > SHOWN_FINDINGS:
        typer.echo("  …", err=True)
    if outcome.drifts:
        typer.echo(say("drift_refused", lang), err=True)
    if any(finding.promise == OF_TWO_RELEASES for finding in outcome.findings):
        typer.echo(say("exposure_refused", lang), err=True)


def _could_not(outcome: Outcome, lang: str) -> None:
    typer.echo(say(outcome.status, lang, error=outcome.error), err=True)
    if outcome.log is not None:
        typer.echo(say("see_log", lang, log=_shortest(outcome.log)), err=True)


def _command() -> str:
    """How to call this program from where the person stands."""
    return "majorwatch" if shutil.which("majorwatch") else str(_shortest(Path(sys.argv[0]).absolute()))


def _shortest(path: Path) -> Path:
    """Relative to where the person stands, if it is below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
