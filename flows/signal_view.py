"""What stands beside the headline rate of one program, as a person reads it on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from flows.commands.run import print_table
from flows.messages import say
from reports.document.language import Language
from transforms.receipts.verdict import Receipt

PART_OF = {
    "rate_leap": "placed",
    "contract_leap": "contract",
    "flexible_leap": "flexible",
    "in_house_posts": "in_house",
}
# what is taken out of the placed → where rate, side of the line and card without it stand
WITHOUT = ("without_in_house", "without_both")


def show_signals(found: Receipt, words: Language, named: Callable[[str], str]) -> None:
    """Shares of the year with those above their line in earlier years, and the sensitivity to in-house posts.

    named: what the policy calls a card.
    """
    if found.signals:
        typer.echo(f"\n{words.text('signals.of_program')}")
        names = ("year", "part", "numerator", "denominator", "value", "year_before", "signal")
        print_table(
            [say(f"column_{name}", words.code) for name in names],
            [_row(row, words) for row in found.signals],
        )
    if found.sensitivity:
        _show_sensitivity(found.sensitivity, words, named)


def _row(row: dict[str, Any], words: Language) -> tuple[Any, ...]:
    before = row["value_year_before"]
    return (
        row["year"],
        words.text(f"part.{PART_OF[row['signal']]}"),
        f"{row['numerator']:,}",
        f"{row['denominator']:,}",
        words.percent(row["value"]) if row["value"] is not None else "",
        words.percent(before) if before is not None else "",
        _status(row, words),
    )


def _status(row: dict[str, Any], words: Language) -> str:
    if row["signal_status"] != "above":
        return words.text(f"signal_status.{row['signal_status']}")
    line = words.percent_line(row["line"] / 10_000)
    kind = f" · {say('clause_declared_assumption', words.code)}" * (row["clause_kind"] != "law")
    return words.text(f"signal.{row['signal']}") + words.text("signals.beyond", line=line) + kind


def _show_sensitivity(row: dict[str, Any], words: Language, named: Callable[[str], str]) -> None:
    typer.echo(f"\n{words.text('signals.in_house')} · {words.percent(row['in_house_share'])}")
    for without in WITHOUT:
        rate, card = row[f"rate_{without}"], row[f"card_{without}"]
        if rate is None:
            continue
        is_below = row[f"is_below_{without}"]
        side = "" if is_below is None else say("below_line" if is_below else "not_below_line", words.code)
        parts = [words.percent(rate), side]
        if card is not None:
            key = "same_card" if card == row["card"] else "other_card"
            parts.append(say(key, words.code, card=named(row["card"]), other=named(card)))
        typer.echo(f"  {words.text(f'signals.{without}')}  " + " · ".join(part for part in parts if part))
