"""`majorwatch diff`: what differs between two releases, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

import typer

from flows.printing import print_json, print_table, say
from flows.settings import Settings
from reports.data.release import Evidence
from reports.document.language import Language, language
from reports.standard.sections import cause_of, shown_by
from transforms.changes import Changes, Side, changes_between
from transforms.receipts.locked_down import card_names
from transforms.releases import Release, digest_of_code

SHOWN_CHANGES = 40
Row = dict[str, Any]


def answer_diff(old: Release, new: Release, lang: str, *, as_json: bool) -> int:
    """Compare two releases and print it. 0, or 1 where a changed verdict has no cause that anything shows."""
    if not as_json:
        typer.echo(say("diff.comparing", lang), err=True)
    found = changes_between(Side.of(old), Side.of(new), digest_of_code(Settings().languages))
    titles = {
        card: title
        for release in (old, new)
        for card, (title, _) in card_names(release.warehouse, lang).items()
    }
    show_changes(found, titles, lang, as_json=as_json)
    return 1 if found.unexplained else 0


def show_changes(found: Changes, cards: dict[str, str], lang: str, *, as_json: bool) -> None:
    """Deliveries, totals, and every changed verdict of the newest year with its cause and what shows it.

    cards: card → title; a card that neither release's policy knows is shown as it is.
    """
    if as_json:
        print_json(asdict(found))
        return
    words = language(lang)
    typer.echo(say("diff.head", lang, old=found.old, new=found.new, count=len(found.verdicts)))
    _show("deliveries", _deliveries(found, words), words)
    _show("totals", _totals(found, cards, words), words)
    _show("causes", _causes(found, words), words)
    _show("changed", _verdicts(found, cards, words), words)
    if sum(row["change_kind"] != "numbers" for row in found.verdicts) > SHOWN_CHANGES:
        typer.echo(say("query.more_rows", lang, shown=SHOWN_CHANGES), err=True)
    if found.unexplained:
        typer.echo(say("diff.unexplained", lang, count=len(found.unexplained)), err=True)


def _deliveries(found: Changes, words: Language) -> list[Row]:
    return [
        {
            "delivery_change": words.text(f"comparison.delivery.{row['delivery_change']}"),
            "feed": words.text(f"feed.{row['feed']}"),
            "file": row["file"],
            "delivered_on": row["delivered_on"],
        }
        for row in found.deliveries
    ]


def _totals(found: Changes, cards: dict[str, str], words: Language) -> list[Row]:
    return [
        {
            "total": words.text(f"comparison.total_of.{row['total']}"),
            "item": _item(row["total"], row["item"], cards, words),
            "before": row["number_before"],
            "now": row["number_after"],
        }
        for row in found.totals
        if row["number_before"] != row["number_after"]
    ]


def _item(total: str, item: str, cards: dict[str, str], words: Language) -> str:
    """A card, a feed or a count of persons by its name."""
    if total == "programs":
        return _card(item, cards, words)
    return words.text(f"feed.{item}" if total == "rows" else f"comparison.person.{item}")


def _causes(found: Changes, words: Language) -> list[Row]:
    counts = Counter((row["cause"], row["nature"], row["change_kind"]) for row in found.verdicts)
    return [
        {
            "cause_column": cause_of(words, cause, nature),
            "kind_column": words.text(f"comparison.kind.{kind}"),
            "verdicts": count,
        }
        for (cause, nature, kind), count in sorted(counts.items(), key=lambda item: tuple(map(str, item[0])))
    ]


def _verdicts(found: Changes, cards: dict[str, str], words: Language) -> list[Row]:
    """Changed cards first, as they come; the evidence nearest to each beside it."""
    nearest = {(row["program_id"], row["year"]): row for row in reversed(found.evidence)}
    changed = [row for row in found.verdicts if row["change_kind"] != "numbers"][:SHOWN_CHANGES]
    shown = [nearest.get((row["program_id"], row["year"])) for row in changed]
    return [
        {
            "program": row["program_id"],
            "year": row["year"],
            "card": moved_card(row, cards, words),
            "cause_column": cause_of(words, row["cause"], row["nature"]),
            "shown_by": shown_by(words, Evidence.of(evidence)) if evidence else "",
        }
        for row, evidence in zip(changed, shown, strict=True)
    ]


def moved_card(change: Row, cards: dict[str, str], words: Language) -> str:
    """Card before → after; the decided ones where only they differ."""
    name = "card" if change["card_before"] != change["card"] else "decided_card"
    before, after = (_card(change[side], cards, words) for side in (f"{name}_before", name))
    return after if before == after else f"{before} → {after}"


def _card(card: str | None, cards: dict[str, str], words: Language) -> str:
    if card is None:
        return words.text("comparison.absent")
    return cards.get(card) or (words.text(f"card.{card}") if words.has(f"card.{card}") else card)


def _show(title: str, rows: list[Row], words: Language) -> None:
    """A table whose columns are named by the keys of its rows; nothing without rows."""
    if rows:
        typer.echo(words.text(f"comparison.{title}"))
        print_table([words.text(f"comparison.{name}") for name in rows[0]], [row.values() for row in rows])
