"""What another policy would have judged, as a person reads it on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from flows.commands.run import as_text, print_table
from flows.messages import say
from flows.options import stop
from flows.progress import progress_for
from flows.settings import Settings
from transforms.policy.file import load_policy
from transforms.policy.policy import PolicyError
from transforms.worlds.stability import Stability, stability
from transforms.worlds.whatif import WhatIf, public_whatif, whatif, with_values

SHOWN_PROGRAMS = 40
SHOWN_UNSTABLE = 15
Rows = list[dict[str, Any]]


def answer_whatif(
    warehouse: Path,
    policy: str | None,
    settings: Sequence[str],
    draws: int,
    lang: str,
    *,
    is_public: bool,
    as_json: bool,
) -> None:
    """Judge a release by another policy and print what changes; exit 2 where the policy makes no sense.

    `is_public`: on the counts that are published, as the what-if page does.
    """
    if is_public and draws:
        stop(say("whatif_public_draws", lang))
    try:
        other = with_values(load_policy(policy or Settings().policy), settings)
    except PolicyError as error:
        stop(str(error))
    found = public_whatif(warehouse, other) if is_public else whatif(warehouse, other)
    if is_public and not as_json:
        typer.echo(say("whatif_public", lang))
    progress = progress_for(lang, is_silent=as_json)
    drawn = None
    if draws:
        with progress.stage("draws", draws):
            drawn = stability(warehouse, other, draws, step=lambda: progress.step(""))
    show_whatif(found, drawn, lang, as_json=as_json)


def show_whatif(found: WhatIf, drawn: Stability | None, lang: str, *, as_json: bool) -> None:
    """Programs and seats per card under both policies, by level and district, then every program that changes.

    `drawn`: how stable the verdicts of the other policy are, where that was asked.
    """
    if as_json:
        told = {name: value for name, value in asdict(found).items() if name != "policy"}
        typer.echo(as_text(told | ({"stability": asdict(drawn)} if drawn else {})))
        return
    cards: dict[str, str] = {name: getattr(card.title, lang) for name, card in found.policy.ladder.items()}
    cards["not_judged"] = say("not_judged", lang)
    typer.echo(say("whatif_head", lang, policy=getattr(found.policy.title, lang), count=len(found.changes)))
    _show_counts(found.cards, cards, lang)
    if found.changes:
        for scope in ("level", "district"):
            _show_groups([row for row in found.groups if row["scope"] == scope], scope, cards, lang)
        _show_changes(found.changes, cards, lang)
    if drawn:
        _show_stability(drawn, cards, lang)


def _show_counts(counts: Rows, cards: dict[str, str], lang: str) -> None:
    rows: list[tuple[object, ...]] = [
        (
            cards.get(row["card"], row["card"]),
            row["programs"],
            row["seats"],
            row["other_programs"],
            row["other_seats"],
        )
        for row in counts
    ]
    _print(("card", "published", "seats", "whatif", "seats"), rows, lang)


def _show_groups(groups: Rows, scope: str, cards: dict[str, str], lang: str) -> None:
    """The rows of a level or district in which programs or seats move."""
    moved: list[tuple[object, ...]] = [
        (
            say(f"level_{row['name']}", lang) if scope == "level" else row["name"],
            cards.get(row["card"], row["card"]),
            row["programs"],
            row["seats"],
            row["other_programs"],
            row["other_seats"],
        )
        for row in groups
        if (row["programs"], row["seats"]) != (row["other_programs"], row["other_seats"])
    ]
    typer.echo(say(f"whatif_{scope}", lang))
    _print(("scope", "card", "published", "seats", "whatif", "seats"), moved, lang)


def _show_changes(changes: Rows, cards: dict[str, str], lang: str) -> None:
    rows: list[tuple[object, ...]] = [
        (
            row["program_id"],
            row["institution_name"],
            row["major_name"],
            cards.get(row["card"], row["card"]),
            cards.get(row["other_card"], row["other_card"]),
            row["seats"],
        )
        for row in changes[:SHOWN_PROGRAMS]
    ]
    _print(("program", "institution", "major", "published", "whatif", "seats"), rows, lang)
    if len(changes) > SHOWN_PROGRAMS:
        typer.echo(say("more_rows", lang, shown=SHOWN_PROGRAMS), err=True)


def _show_stability(drawn: Stability, cards: dict[str, str], lang: str) -> None:
    typer.echo(say("whatif_drawn", lang, draws=drawn.draws))
    shares = ("kept", "lighter", "heavier")
    rows: list[tuple[object, ...]] = [
        (cards.get(row["card"], row["card"]), row["programs"], *(f"{row[name]:.1%}" for name in shares))
        for row in drawn.cards
    ]
    _print(("card", "programs", *shares), rows, lang)
    least: list[tuple[object, ...]] = [
        (
            row["program_id"],
            row["institution_name"],
            row["major_name"],
            cards.get(row["card"], row["card"]),
            *(f"{row[name]:.0%}" for name in shares),
        )
        for row in drawn.programs[:SHOWN_UNSTABLE]
        if row["kept"] < 1
    ]
    if least:
        typer.echo(say("whatif_unstable", lang))
        _print(("program", "institution", "major", "card", *shares), least, lang)


def _print(columns: tuple[str, ...], rows: list[tuple[object, ...]], lang: str) -> None:
    print_table([say(f"column_{name}", lang) for name in columns], rows)
