"""The receipt of a verdict as a person reads it on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from flows.commands.diff import moved_card
from flows.commands.run import as_text, print_table
from flows.messages import has_message, say
from reports.data.comparison import Evidence
from reports.document.language import Language, language
from reports.standard.comparison import cause_of, shown_by
from transforms.receipts.locked_down import card_names
from transforms.receipts.verdict import AmbiguousProgram, Receipt, UnknownProgram, receipt

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


def explain_one(
    warehouse: Path, program: str | None, industry: str | None, year: int | None, lang: str, *, as_json: bool
) -> int:
    """Print the receipt of the one that is named; returns the exit code."""
    if industry is not None:
        from flows.commands.explain_industry import show_industry

        return show_industry(warehouse, industry, year, lang, as_json=as_json)
    from flows.commands.explain import show_receipt

    return show_receipt(warehouse, program or "", year, lang, as_json=as_json)


LOADED = "loaded"
COUNTS = (
    "graduates",
    "placed",
    "employed",
    "matched",
    "contract",
    "freelance",
    "in_house",
    "planned",
    "admitted",
    "registered",
    "numerator",
    "denominator",
    "value",
)


def show_receipt(warehouse: Path, program: str, year: int | None, lang: str, *, as_json: bool) -> int:
    """Print the receipt; exit code 0, or 2 where no program, or more than one, is named so."""
    try:
        found = receipt(warehouse, program, year)
    except UnknownProgram:
        typer.echo(say("unknown_program", lang, program=program), err=True)
        return 2
    except AmbiguousProgram as several:
        typer.echo(say("ambiguous", lang, program=program), err=True)
        rows = [(row["program_id"], row["institution_name"], row["major_name"]) for row in several.candidates]
        print_table(_columns(lang, "program", "institution", "major"), rows)
        return 2
    if as_json:
        typer.echo(as_text(found.as_dict()))
        return 0
    _ReceiptText(found, card_names(warehouse, lang), language(lang)).show()
    return 0


class _ReceiptText:
    """One receipt in one language; `cards`: what the policy calls each card, and its action."""

    def __init__(self, found: Receipt, cards: dict[str, tuple[str, str]], words: Language) -> None:
        self.found, self.verdict, self.cards = found, found.verdict, cards
        self.words, self.lang = words, words.code

    def show(self) -> None:
        self._head()
        self._rule()
        self._evidence()
        self._years()
        show_signals(self.found, self.words, lambda card: self._card(card)[0])
        self._sources()
        self._history()

    def _head(self) -> None:
        verdict, release = self.verdict, self.found.release
        level = self.words.text(f"level.{verdict['level']}")
        names = f"{verdict['institution_name']} · {verdict['major_name']} ({verdict['major_code']}) · {level}"
        typer.secho(names, bold=True)
        if release["is_synthetic"]:
            typer.echo(self.words.text("synthetic.label"))
        self._line("receipt_program", verdict["program_id"])
        as_of = say("as_of", self.lang, day=release["as_of"])
        self._line("receipt_release", release["release_id"], as_of, release[f"policy_title_{self.lang}"])
        self._line("receipt_verdict", verdict["year"], *self._card(verdict["card"]))
        if release["objections_until"] and verdict["card"] != "none":
            self._line("receipt_objections", release["objections_until"])
        self._line("receipt_reason", self._reason(verdict["reason_code"], verdict["exemption_reason"]))
        if verdict["decision"]:
            decision = self.words.text(f"decision.{verdict['decision']}")
            parts = (verdict[f"decision_{name}"] for name in ("document", "reason"))
            card = self._card(verdict["decided_card"])[0]
            self._line(
                "receipt_decision", decision, card, verdict["decided_by"], verdict["decided_on"], *parts
            )

        self._since_before()

    def _since_before(self) -> None:
        """The verdict of the release before, and the one cause if it has changed."""
        previous, change = self.found.previous, self.found.change
        if previous is None:
            self._line("receipt_previous", say("previous_first", self.lang))
        elif previous["not_compared"]:
            self._line(
                "receipt_previous", previous["previous_release_id"], say("previous_not_compared", self.lang)
            )
        elif change is None:
            self._line("receipt_previous", previous["previous_release_id"], say("previous_same", self.lang))
        else:
            self._line(
                "receipt_previous",
                previous["previous_release_id"],
                moved_card(change, {name: title for name, (title, _) in self.cards.items()}, self.words),
                cause_of(self.words, change["cause"], change["nature"]),
                *(shown_by(self.words, Evidence.of(row)) for row in change["evidence"][:1]),
            )

    def _rule(self) -> None:
        verdict, trigger = self.verdict, self.found.trigger
        if trigger:
            counted = say("counted_since", self.lang, **verdict) if verdict["since_year"] else None
            self._line("receipt_rule", trigger[f"title_{self.lang}"], counted)
        if verdict["line"] is not None:
            since = say("since", self.lang, day=verdict["line_valid_from"])
            self._line("receipt_line", self._threshold(verdict["line"], verdict["line_unit"]), since)
        clause = (verdict[f"clause_{name}"] for name in ("title", "number", "article"))
        kind = _word("clause", verdict["clause_kind"], self.lang)
        seen = "clause_verified" if verdict["clause_is_verified"] else "clause_not_verified"
        is_law = verdict["clause_kind"] == "law"
        self._line("receipt_clause", *clause, kind, say(seen, self.lang) if is_law else None)
        if self.found.remedy:
            self._line("receipt_remedy", say("remedy", self.lang, **self.found.remedy))

    def _evidence(self) -> None:
        """The rule beside the interval of the year and of the pooled cohorts."""
        verdict = self.verdict
        pooled = None
        if verdict["pooled_low"] is not None:
            counts = f"{_whole(verdict['pooled_numerator'])}/{_whole(verdict['pooled_denominator'])}"
            interval = self._interval(verdict["pooled_low"], verdict["pooled_high"])
            pooled = say("pooled_interval", self.lang, counts=counts, interval=interval)
        if verdict["rate_low"] is not None:
            own = say(
                "interval", self.lang, interval=self._interval(verdict["rate_low"], verdict["rate_high"])
            )
            self._line("receipt_evidence", _word("evidence", verdict["evidence"], self.lang), own, pooled)

    def _years(self) -> None:
        names = (
            "year",
            "result",
            "numerator",
            "denominator",
            "value",
            "line",
            "cohorts",
            "record_of",
            "reason",
        )
        rows = [
            (
                row["year"],
                _word("result", row["result"], self.lang),
                _whole(row["numerator"]),
                _whole(row["denominator"]),
                self._value(row),
                self._threshold(row["line"], row["line_unit"]),
                self.words.years(row["covers_from"], row["year"])
                if row["covers_from"] != row["year"]
                else None,
                row["inherited_from"],
                self._reason(row["reason_code"], row["exemption_reason"]),
            )
            for row in self.found.years
        ]
        self._table("receipt_years", names, rows, self._criterion())

    def _sources(self) -> None:
        if self.found.sources:
            typer.echo(f"\n{say('receipt_sources', self.lang)}")
        for row in self.found.sources:
            sheet = f" [{row['sheet']}]" if row["sheet"] else ""
            place = say("place", self.lang, file=row["file"], sheet=sheet, row=row["row"])
            observed = _word("observation", row["observation"], self.lang)
            status = _word("row", row["row_status"], self.lang) if row["row_status"] != LOADED else ""
            parts = (
                f"{row['catalogue_version']} {row['major_code']}",
                observed,
                self._counts(row),
                status,
                row["note"],
            )
            typer.echo(f"  {row['year']}  {place} · " + " · ".join(part for part in parts if part))
        refused = [
            (row["file"], row["sheet"], row["row"], row[f"message_{self.lang}"]) for row in self.found.refused
        ]
        self._table("receipt_refused", ("file", "sheet", "row", "reason"), refused)

    def _counts(self, row: dict[str, Any]) -> str:
        """What stands in a delivered row, each number with its name."""
        counts = [(say(f"column_{name}", self.lang), row[name]) for name in COUNTS if row[name] is not None]
        return " ".join(f"{name} {number:,}" for name, number in counts)

    def _history(self) -> None:
        lineage = [
            (
                step["effective_year"],
                _word("lineage", step["kind"], self.lang),
                _entry(step, "from"),
                _entry(step, "to"),
            )
            for step in self.found.lineage
        ]
        self._table("receipt_lineage", ("year", "kind", "before", "after"), lineage)
        exemptions = [
            (
                _word("exempt", row["reason"], self.lang),
                row["valid_from"],
                row["valid_to"],
                row["document_number"],
            )
            for row in self.found.exemptions
        ]
        self._table("receipt_exemptions", ("reason", "from", "until", "document"), exemptions)
        if not exemptions:
            typer.echo(f"\n{say('no_exemption', self.lang)}")

    def _card(self, card: str) -> tuple[str, str]:
        """What the policy calls a card, and the action that follows."""
        return self.cards.get(card) or (self.words.text(f"card.{card}"), "")

    def _criterion(self) -> str:
        return self.found.years[-1][f"criterion_{self.lang}"] if self.found.years else ""

    def _reason(self, code: str | None, exemption: str | None = None) -> str:
        """In the words of the report where it explains the same code."""
        stated = f"not_judged.{code}.title"
        reason = self.words.text(stated) if self.words.has(stated) else _word("reason", code, self.lang)
        return f"{reason} · {_word('exempt', exemption, self.lang)}" if exemption else reason

    def _threshold(self, line: float | None, unit: str | None) -> str:
        if line is None:
            return self.words.text("value.no_line")
        if unit == "bp":
            return self.words.percent_line(line / 10_000)
        return self.words.text(f"unit.{unit}", value=f"{line:g}", n=int(line))

    def _value(self, row: dict[str, Any]) -> str:
        if row["value"] is None:
            return ""
        if row["line_unit"] == "bp" and row["line"] is not None:
            return self.words.percent_beside(row["value"], row["line"] / 10_000)
        return f"{row['value']:g}"

    def _interval(self, low: float, high: float) -> str:
        return f"{self.words.percent(low)}–{self.words.percent(high)}"

    def _line(self, key: str, *parts: object) -> None:
        if present := [str(part) for part in parts if part not in (None, "")]:
            typer.echo(f"  {say(key, self.lang)}  {' · '.join(present)}")

    def _table(
        self, title: str, names: tuple[str, ...], rows: list[tuple[Any, ...]], about: str = ""
    ) -> None:
        """A table without the columns in which nothing stands."""
        if not rows:
            return
        filled = [at for at in range(len(names)) if any(row[at] not in (None, "") for row in rows)]
        typer.echo(f"\n{say(title, self.lang)}" + (f" · {about}" if about else ""))
        print_table(
            _columns(self.lang, *(names[at] for at in filled)),
            [tuple(row[at] for at in filled) for row in rows],
        )


def _columns(lang: str, *names: str) -> list[str]:
    return [say(f"column_{name}", lang) for name in names]


def _word(family: str, code: str | None, lang: str) -> str:
    """The word of a code; a code that has none is shown as it stands."""
    if code is None:
        return ""
    key = f"{family}_{code}"
    return say(key, lang) if has_message(key) else code


def _entry(step: dict[str, Any], side: str) -> str:
    """One side of a step of lineage: catalogue, code and name, as far as it states them."""
    parts = (step[f"{side}_catalogue_version"], step[f"{side}_major_code"], step[f"{side}_major_name"])
    return " ".join(part for part in parts if part)


def _whole(number: float | None) -> str:
    return "" if number is None else f"{number:,.0f}"
