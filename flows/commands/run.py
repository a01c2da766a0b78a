"""`majorwatch run`: how a run ended and what to type next; results on standard output, complaints on standard error."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from pathlib import Path

import typer

from flows.gate import OF_TWO_RELEASES
from flows.night import Request
from flows.printing import print_json, say
from flows.progress import progress_for
from flows.run import Outcome, run_once
from transforms.receipts.locked_down import a_warned_program

SHOWN_FINDINGS = 20


def answer_run(request: Request, *, as_json: bool) -> int:
    """Run the night once and print how it ended; returns the exit code."""
    outcome = run_once(request, progress_for(request.lang, is_silent=as_json))
    if as_json:
        print_json(asdict(outcome) | {"exit_code": outcome.exit_code})
    else:
        show_outcome(outcome, request.lang)
    return outcome.exit_code


def show_outcome(outcome: Outcome, lang: str) -> None:
    """How a run ended, and what to do next."""
    for file, reason in outcome.unrecognised:
        typer.echo(say("run.unrecognised", lang, file=file, reason=reason), err=True)
    for file, day in outcome.later:
        typer.echo(say("run.known_later", lang, file=file, day=day), err=True)
    {
        "published": _published,
        "nothing_new": _nothing_new,
        "gate_refused": _gate_refused,
        "usage": _could_not,
        "failed": _could_not,
        "interrupted": _could_not,
    }[outcome.status](outcome, lang)
    if outcome.web_error is not None:
        typer.echo(say("run.web_not_renewed", lang, error=outcome.web_error), err=True)


def _published(outcome: Outcome, lang: str) -> None:
    assert outcome.folder is not None
    typer.echo(say("run.counted", lang, **outcome.counts))
    if outcome.counts["files_refused"]:
        typer.echo(say("run.files_refused", lang, count=outcome.counts["files_refused"]))
    if outcome.drifts:
        typer.echo(say("run.drift_accepted", lang, count=len(outcome.drifts), reason=outcome.accept_drift))
    seconds = round(sum(outcome.seconds.values()), 1)
    key = "run.published" if outcome.is_current else "run.rebuilt"
    typer.echo(say(key, lang, release=outcome.release_id, seconds=seconds))
    _where_to_look(outcome.folder, lang)
    typer.echo(say("run.what_next", lang))
    program = a_warned_program(outcome.folder / "warehouse.duckdb")
    if program is not None:
        typer.echo(f"  {_command()} explain {program}\n      # {say('run.next_explain', lang)}")
    typer.echo(f'  {_command()} query "from marts.verdict limit 5"\n      # {say("run.next_query", lang)}')
    typer.echo(f"  {_command()} run\n      # {say('run.next_again', lang)}")


def _nothing_new(outcome: Outcome, lang: str) -> None:
    assert outcome.folder is not None
    if held := outcome.held:
        since = held.since[:10]
        typer.echo(say("run.held_back", lang, release=outcome.release_id, held=held.id, since=since))
    else:
        key = "run.nothing_new" if outcome.is_current else "run.built_already"
        typer.echo(say(key, lang, release=outcome.release_id))
    _where_to_look(outcome.folder, lang)


def _where_to_look(folder: Path, lang: str) -> None:
    pages = [folder / "public" / "site" / "index.html", *sorted((folder / "public" / "pdf").glob("*.pdf"))]
    if present := [page for page in pages if page.is_file()]:
        typer.echo(say("run.open_report", lang))
    for page in present:
        typer.echo(f"  {_shortest(page)}")
    root = folder.parents[1] / "web"
    if (root / "index.html").is_file():
        typer.echo(say("run.web_root", lang, root=_shortest(root)))


def _gate_refused(outcome: Outcome, lang: str) -> None:
    typer.echo(say("run.gate_refused", lang, count=len(outcome.findings)), err=True)
    for finding in outcome.findings[:SHOWN_FINDINGS]:
        typer.echo(f"  ✗ {finding}", err=True)
    if len(outcome.findings) > SHOWN_FINDINGS:
        typer.echo("  …", err=True)
    if outcome.drifts:
        typer.echo(say("run.drift_refused", lang), err=True)
    if any(finding.promise == OF_TWO_RELEASES for finding in outcome.findings):
        typer.echo(say("run.exposure_refused", lang), err=True)


def _could_not(outcome: Outcome, lang: str) -> None:
    typer.echo(say(f"run.{outcome.status}", lang, error=outcome.error), err=True)
    if outcome.log is not None:
        typer.echo(say("run.see_log", lang, log=_shortest(outcome.log)), err=True)


def _command() -> str:
    """How to call this program from the working directory."""
    return "majorwatch" if shutil.which("majorwatch") else str(_shortest(Path(sys.argv[0]).absolute()))


def _shortest(path: Path) -> Path:
    """Relative to the working directory, if it is below it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
