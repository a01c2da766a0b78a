"""`majorwatch check`: what would be refused of files not yet delivered, and how to mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import typer

from flows.options import stop
from flows.printing import print_json, say, words
from transforms.check import CheckReport, FileCheck, Problem, check, mark, suggest
from transforms.deliveries import load_contracts, reason_in_words
from transforms.deliveries.files.sheets import UnreadableFile
from transforms.receipts.locked_down import query
from transforms.releases import current_release

SHOWN_ALIKE = 3
SHOWN_ROWS = 12


def stop_if_unknown(paths: list[Path], feed: str | None, lang: str) -> None:
    """Exit 2 where no such feed, or one of the files or folders, exists."""
    if feed is not None and feed not in load_contracts():
        stop(say("check.unknown_feed", lang, feed=feed, feeds=", ".join(load_contracts())))
    if missing := next((path for path in paths if not path.exists()), None):
        stop(say("check.no_such_file", lang, path=missing))


def answer_check(
    paths: list[Path], feed: str | None, out: Path, lang: str, *, as_json: bool, with_copy: bool
) -> int:
    """Check, write the marked copies, and say what was found; 0 where everything would be accepted, else 1."""
    current = current_release(out)
    report = check(paths, feed, out, _released(current.warehouse)) if current else check(paths, feed)
    if with_copy:
        report = _with_copies(report, paths, lang)
    if as_json:
        print_json(report.as_dict())
    else:
        _show(report, lang)
    return 0 if report.is_acceptable else 1


def _released(warehouse: Path) -> set[str]:
    """The deliveries the current release was built from."""
    with query(warehouse, "select delivery_id from meta.source_file") as (_, rows):
        return {delivery_id for (delivery_id,) in rows}


def answer_suggest(paths: list[Path], feed: str | None, lang: str) -> int:
    """Print the draft of a source file for each file; 0 where there is one for every file, else 1."""
    failed = 0
    for path in paths:
        try:
            typer.echo(suggest(path, feed, lang), nl=False)
        except LookupError:
            failed = 1
            typer.echo(f"{path.name}: {say('check.no_feed', lang, feeds=_feeds(lang))}", err=True)
        except UnreadableFile as problem:
            failed = 1
            said, mend = reason_in_words(problem.reason_code, lang, file=path.name, value=problem.found)
            typer.echo(f"{said}。{mend}" if lang == "zh" else f"{said}; {mend}", err=True)
    return failed


def _with_copies(report: CheckReport, paths: list[Path], lang: str) -> CheckReport:
    """Write a marked copy beside each file that has problems; where that fails, print a warning and go on."""
    written: dict[str, str] = {}
    for file in dict.fromkeys(problem.file for problem in report.problems):
        path = next(found for root in paths if (found := root / file if root.is_dir() else root).exists())
        try:
            written[file] = str(mark(path, [item for item in report.problems if item.file == file], lang))
        except OSError as error:
            typer.echo(say("check.no_copy", lang, file=file, error=error.strerror), err=True)
    return replace(report, files=[replace(file, marked_copy=written.get(file.file)) for file in report.files])


def _show(report: CheckReport, lang: str) -> None:
    for file in report.files:
        _show_file(
            file, [item for item in report.problems if (item.file, item.feed) == (file.file, file.feed)], lang
        )
    for name, reason in report.unrecognised:
        if (key := f"check.{reason}") in words(lang):
            reason = say(key, lang, feeds=_feeds(lang))
        typer.echo(say("run.unrecognised", lang, file=name, reason=reason))
    if report.unchecked:
        titles = [_title(feed, lang) for feed in report.unchecked]
        typer.echo(
            say("check.lists_missing", lang, lists="、".join(titles) if lang == "zh" else ", ".join(titles))
        )
    refused = sum(file.refused for file in report.files) + sum(
        bool(file.refused_because) for file in report.files
    )
    verdict = "check.fine" if report.is_acceptable else "check.mend"
    typer.echo(say(verdict, lang, files=len(report.files), count=refused + len(report.unrecognised)))


def _show_file(file: FileCheck, problems: list[Problem], lang: str) -> None:
    guessed = say("check.guessed", lang) if file.is_guessed else ""
    typer.secho(f"{file.file} · {_title(file.feed, lang)}{guessed}", bold=True)
    if file.refused_because:
        typer.echo(f"  ✗ {file.refused_because[lang]}")
        return
    counts = {name: getattr(file, name) for name in ("rows_read", "accepted", "refused", "total_rows")}
    typer.echo("  " + say("check.counts", lang, **counts))
    if file.repaired:
        typer.echo("  " + say("check.repaired", lang, count=file.repaired))
    for sheet in file.hidden_sheets:
        typer.echo("  " + say("check.hidden_sheet", lang, sheet=sheet))
    for header, nearest in file.unread:
        key = "check.column_nearest" if nearest else "check.column_unread"
        typer.echo("  " + say(key, lang, column=header, nearest=nearest))
    _show_problems(problems, lang)
    if file.marked_copy:
        typer.echo("  " + say("check.copy", lang, path=file.marked_copy))


def _show_problems(problems: Iterable[Problem], lang: str) -> None:
    """The first problems of each kind in words, the rows of the others: one mistake is often made a thousand times."""
    alike: dict[tuple[str, str | None], list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[problem.reason_code, problem.column].append(problem)
    for found in alike.values():
        for problem in found[:SHOWN_ALIKE]:
            # the heading names the file already
            typer.echo(f"  ✗ {problem.said(lang).removeprefix(problem.file).lstrip()}")
        if more := found[SHOWN_ALIKE:]:
            rows = "、".join(str(problem.row) for problem in more[:SHOWN_ROWS])
            rows += "…" if len(more) > SHOWN_ROWS else ""
            typer.echo("    " + say("check.more", lang, count=len(more), rows=rows))
        typer.echo(f"    → {found[0].mend(lang)}")


def _title(feed: str, lang: str) -> str:
    return str(getattr(load_contracts()[feed].title, lang))


def _feeds(lang: str) -> str:
    return "、".join(f"{feed}（{_title(feed, lang)}）" for feed in load_contracts())
