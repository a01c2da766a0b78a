"""`majorwatch whatif`: what another policy would have judged, on the counts of a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from flows.options import stop
from flows.printing import headings, print_json, print_table, say
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
        stop(say("whatif.public_draws", lang))
    try:
        other = with_values(load_policy(policy or Settings().policy), settings)
    except PolicyError as error:
        stop(str(error))
    found = public_whatif(warehouse, other) if is_public else whatif(warehouse, other)
    if is_public and not as_json:
        typer.echo(say("whatif.public", lang))
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
        parts = {name: value for name, value in asdict(found).items() if name != "policy"}
        print_json(parts | ({"stability": asdict(drawn)} if drawn else {}))
        return
    cards: dict[str, str] = {name: getattr(card.title, lang) for name, card in found.policy.ladder.items()}
    cards["not_judged"] = say("whatif.not_judged", lang)
    typer.echo(say("whatif.head", lang, policy=getattr(found.policy.title, lang), count=len(found.changes)))
    names = ("card", "published", "seats", "whatif", "seats")
    print_table(headings(lang, *names), [_counts(row, cards) for row in found.cards])
    if found.changes:
        for scope in ("level", "district"):
            _show_groups([row for row in found.groups if row["scope"] == scope], scope, cards, lang)
        _show_changes(found.changes, cards, lang)
    if drawn:
        _show_stability(drawn, cards, lang)


def _show_groups(groups: Rows, scope: str, cards: dict[str, str], lang: str) -> None:
    """The rows of a level or district in which programs or seats move."""
    moved = [
        (say(f"whatif.level.{row['name']}", lang) if scope == "level" else row["name"], *_counts(row, cards))
        for row in groups
        if (row["programs"], row["seats"]) != (row["other_programs"], row["other_seats"])
    ]
    typer.echo(say(f"whatif.{scope}_caption", lang))
    print_table(headings(lang, "scope", "card", "published", "seats", "whatif", "seats"), moved)


def _counts(row: dict[str, Any], cards: dict[str, str]) -> tuple[object, ...]:
    """Card, then programs and seats under the policy of the release and under the other one."""
    counts = (row[name] for name in ("programs", "seats", "other_programs", "other_seats"))
    return cards.get(row["card"], row["card"]), *counts


def _show_changes(changes: Rows, cards: dict[str, str], lang: str) -> None:
    rows = [
        (*_program(row, cards), cards.get(row["other_card"], row["other_card"]), row["seats"])
        for row in changes[:SHOWN_PROGRAMS]
    ]
    print_table(headings(lang, "program", "institution", "major", "published", "whatif", "seats"), rows)
    if len(changes) > SHOWN_PROGRAMS:
        typer.echo(say("query.more_rows", lang, shown=SHOWN_PROGRAMS), err=True)


def _program(row: dict[str, Any], cards: dict[str, str]) -> tuple[object, ...]:
    """Id, school and major of a program, and its card."""
    names = (row[name] for name in ("program_id", "institution_name", "major_name"))
    return *names, cards.get(row["card"], row["card"])


def _show_stability(drawn: Stability, cards: dict[str, str], lang: str) -> None:
    """The shares of draws in which cards stay, get lighter or heavier; then the programs that change most often."""
    typer.echo(say("whatif.drawn", lang, draws=drawn.draws))
    shares = ("kept", "lighter", "heavier")
    rows = [
        (cards.get(row["card"], row["card"]), row["programs"], *(f"{row[name]:.1%}" for name in shares))
        for row in drawn.cards
    ]
    print_table(headings(lang, "card", "programs", *shares), rows)
    least = [
        (*_program(row, cards), *(f"{row[name]:.0%}" for name in shares))
        for row in drawn.programs[:SHOWN_UNSTABLE]
        if row["kept"] < 1
    ]
    if least:
        typer.echo(say("whatif.unstable", lang))
        print_table(headings(lang, "program", "institution", "major", "card", *shares), least)
