"""What differs between two releases, and why, as a person reads it on a terminal."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import Any

import typer

from flows.answers import as_text, print_table
from flows.messages import has_message, say
from transforms.changes import Changes, Side, changes_between
from transforms.releases import Release, digest_of_code
from transforms.warehouse.reading import card_names

SHOWN_CHANGES = 40
Row = dict[str, Any]


def answer_diff(old: Release, new: Release, lang: str, *, as_json: bool) -> int:
    """Compare two releases and print it. 0, or 1 where a changed verdict has no cause that anything shows."""
    earlier, later = (
        Side(release.id, release.warehouse, str(release.manifest.get("code"))) for release in (old, new)
    )
    if not as_json:
        typer.echo(say("diff_comparing", lang), err=True)
    found = changes_between(earlier, later, digest_of_code())
    titles = {
        card: title
        for release in (old, new)
        for card, (title, _) in card_names(release.warehouse, lang).items()
    } | {"not_judged": say("not_judged", lang), "none": say("diff_none", lang)}
    show_changes(found, titles, lang, as_json=as_json)
    return 1 if found.unexplained else 0


def show_changes(found: Changes, cards: dict[str, str], lang: str, *, as_json: bool) -> None:
    """Deliveries, totals, and every changed verdict of the newest year with its cause and what shows it.

    cards: card → title; a card that neither release's policy knows is shown as it is.
    """
    if as_json:
        typer.echo(as_text(asdict(found)))
        return
    typer.echo(say("diff_head", lang, old=found.old, new=found.new, count=len(found.verdicts)))
    _show(
        "diff_deliveries",
        ("delivery_change", "feed", "file", "delivered_on"),
        [
            (_word(row["delivery_change"], lang), row["feed"], row["file"], row["delivered_on"])
            for row in found.deliveries
        ],
        lang,
    )
    _show(
        "diff_totals",
        ("total", "item", "number_before", "number_after"),
        [
            (_word(row["total"], lang), _item(row, cards, lang), row["number_before"], row["number_after"])
            for row in found.totals
            if row["number_before"] != row["number_after"]
        ],
        lang,
    )
    _show(
        "diff_causes",
        ("cause", "change_kind", "programs"),
        [
            (_word(cause, lang), _word(kind, lang), count)
            for (cause, kind), count in sorted(
                Counter((str(row["cause"]), row["change_kind"]) for row in found.verdicts).items()
            )
        ],
        lang,
    )
    _show_verdicts(found, cards, lang)
    if found.unexplained:
        typer.echo(say("diff_unexplained", lang, count=len(found.unexplained)), err=True)


def _show_verdicts(found: Changes, cards: dict[str, str], lang: str) -> None:
    """Changed cards first, as they come; the evidence nearest to each beside it."""
    nearest = {(row["program_id"], row["year"]): row for row in reversed(found.evidence)}
    told = [row for row in found.verdicts if row["change_kind"] != "numbers"]

    rows: list[tuple[object, ...]] = [
        (
            row["program_id"],
            row["year"],
            _pair(row, cards, lang),
            _word(row["cause"] or "diff_no_cause", lang),
            _evidence(nearest.get((row["program_id"], row["year"])), lang),
        )
        for row in told[:SHOWN_CHANGES]
    ]
    _show("diff_verdicts", ("program", "year", "card", "cause", "shown_by"), rows, lang)
    if len(told) > SHOWN_CHANGES:
        typer.echo(say("more_rows", lang, shown=SHOWN_CHANGES), err=True)


def _pair(row: Row, cards: dict[str, str], lang: str) -> str:
    """Card before → after; the decided ones where only they differ."""
    name = "card" if row["card_before"] != row["card"] else "decided_card"
    before, after = (
        cards.get(row[side], row[side]) if row[side] else say("diff_absent", lang)
        for side in (f"{name}_before", name)
    )
    return str(after) if before == after else f"{before} → {after}"


def _evidence(row: Row | None, lang: str) -> str:
    """Where the nearest evidence stands: a document, a row of a file, a value of the policy."""
    if row is None:
        return ""
    what = _word(row["happened"], lang)
    if row["document_number"]:
        return f"{what} {row['document_number']}"
    if row["file"] or row["file_before"]:
        name = "file" if row["file"] else "file_before"
        number = row["row"] if row["file"] else row["row_before"]
        return f"{what} {row[name]}" + (f":{number}" if number else "")
    moved = [
        f"{each['column']} {_plain(each['before'])} → {_plain(each['after'])}"
        for each in json.loads(row["differences"] or "[]")
    ]
    return " ".join(filter(None, (what, row["feed"], row["item"], ", ".join(moved), row["clause_id"])))


def _plain(value: str | None) -> str:
    """A value of the policy as it was written there: 6000, not 6000.0."""
    return "—" if value is None else value.removesuffix(".0")


def _item(row: Row, cards: dict[str, str], lang: str) -> str:
    return str(cards.get(row["item"]) or _word(row["item"], lang))


def _word(name: str, lang: str) -> str:
    return say(f"diff_{name}", lang) if has_message(f"diff_{name}") else name


def _show(title: str, columns: tuple[str, ...], rows: list[tuple[object, ...]], lang: str) -> None:
    if rows:
        typer.echo(say(title, lang))
        print_table([say(f"column_{name}", lang) for name in columns], rows)
