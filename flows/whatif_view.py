"""What another policy would have judged, as a person reads it on a terminal."""

from __future__ import annotations

from dataclasses import asdict

import typer

from flows.answers import as_text, print_table
from flows.messages import say
from transforms.warehouse.whatif import WhatIf

SHOWN_PROGRAMS = 40


def show_whatif(found: WhatIf, lang: str, *, as_json: bool) -> None:
    """Programs and seats per card under both policies, then every program whose card changes."""
    if as_json:
        typer.echo(as_text({name: value for name, value in asdict(found).items() if name != "policy"}))
        return
    cards: dict[str, str] = {name: getattr(card.title, lang) for name, card in found.policy.ladder.items()}
    cards["not_judged"] = say("not_judged", lang)
    typer.echo(say("whatif_head", lang, policy=getattr(found.policy.title, lang), count=len(found.changes)))
    names = ("card", "published", "seats", "whatif", "seats")
    rows: list[tuple[object, ...]] = [
        (
            cards.get(row["card"], row["card"]),
            row["programs"],
            row["seats"],
            row["other_programs"],
            row["other_seats"],
        )
        for row in found.cards
    ]
    print_table([say(f"column_{name}", lang) for name in names], rows)
    if not found.changes:
        return
    columns = ("program", "institution", "major", "published", "whatif", "seats")
    changed: list[tuple[object, ...]] = [
        (
            row["program_id"],
            row["institution_name"],
            row["major_name"],
            cards.get(row["card"], row["card"]),
            cards.get(row["other_card"], row["other_card"]),
            row["seats"],
        )
        for row in found.changes[:SHOWN_PROGRAMS]
    ]
    print_table([say(f"column_{name}", lang) for name in columns], changed)
    if len(found.changes) > SHOWN_PROGRAMS:
        typer.echo(say("more_rows", lang, shown=SHOWN_PROGRAMS), err=True)
