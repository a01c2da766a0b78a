"""`majorwatch explain`: the receipt of a verdict, or of an industry's match (explain_industry.py)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from flows.commands.diff import moved_card
from flows.commands.explain_industry import show_industry
from flows.printing import headings, print_json, print_table, say, word
from reports.data.release import Evidence
from reports.document.language import Language, language
from reports.standard.sections import cause_of, shown_by
from transforms.disclosure import world
from transforms.receipts.locked_down import card_names
from transforms.receipts.verdict import AmbiguousProgram, Receipt, UnknownProgram, receipt

LOADED = "loaded"
# counts of a delivered row, as columns are named
COUNTS = (
    *world.COUNTS,
    *("planned", "admitted", "registered", "numerator", "denominator", "value"),
)
PART_OF = {
    "rate_leap": "placed",
    "contract_leap": "contract",
    "flexible_leap": "flexible",
    "in_house_posts": "in_house",
}
# what is taken out of the placed: rate, side of the line and card without it are columns of these names
WITHOUT = ("without_in_house", "without_both")
Row = dict[str, Any]  # name of a column → cell


def explain_one(
    warehouse: Path, program: str | None, industry: str | None, year: int | None, lang: str, *, as_json: bool
) -> int:
    """Print the receipt of the program or industry that is named; returns the exit code."""
    if industry is not None:
        return show_industry(warehouse, industry, year, lang, as_json=as_json)
    return show_receipt(warehouse, program or "", year, lang, as_json=as_json)


def show_receipt(warehouse: Path, program: str, year: int | None, lang: str, *, as_json: bool) -> int:
    """Print the receipt; exit code 0, or 2 where no program, or more than one, is named so."""
    try:
        found = receipt(warehouse, program, year)
    except UnknownProgram:
        typer.echo(say("receipt.unknown", lang, program=program), err=True)
        return 2
    except AmbiguousProgram as several:
        typer.echo(say("receipt.ambiguous", lang, program=program), err=True)
        rows = [(row["program_id"], row["institution_name"], row["major_name"]) for row in several.candidates]
        print_table(headings(lang, "program", "institution", "major"), rows)
        return 2
    if as_json:
        print_json(found.as_dict())
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
        self._line("receipt.program", verdict["program_id"])
        as_of = say("receipt.as_of", self.lang, day=release["as_of"])
        self._line("receipt.release", release["release_id"], as_of, release[f"policy_title_{self.lang}"])
        self._line("receipt.verdict", verdict["year"], *self._card(verdict["card"]))
        if release["objections_until"] and verdict["card"] != "none":
            self._line("receipt.objections", release["objections_until"])
        self._line("receipt.reason", self._reason(verdict["reason_code"], verdict["exemption_reason"]))
        if verdict["decision"]:
            decision = self.words.text(f"decision.{verdict['decision']}")
            card = self._card(verdict["decided_card"])[0]
            stated = ("decided_by", "decided_on", "decision_document", "decision_reason")
            self._line("decisions.decision", decision, card, *(verdict[name] for name in stated))
        self._since_before()

    def _since_before(self) -> None:
        """Whether the verdict differs from that of the previous release, and if so its cause and evidence."""
        previous, change = self.found.previous, self.found.change
        if previous is None:
            parts = [say("receipt.previous_first", self.lang)]
        elif previous["not_compared"]:
            parts = [previous["previous_release_id"], say("receipt.previous_not_compared", self.lang)]
        elif change is None:
            parts = [previous["previous_release_id"], say("receipt.previous_same", self.lang)]
        else:
            parts = [
                previous["previous_release_id"],
                moved_card(change, {name: title for name, (title, _) in self.cards.items()}, self.words),
                cause_of(self.words, change["cause"], change["nature"]),
                *(shown_by(self.words, Evidence.of(row)) for row in change["evidence"][:1]),
            ]
        self._line("receipt.previous", *parts)

    def _rule(self) -> None:
        verdict, trigger = self.verdict, self.found.trigger
        if trigger:
            counted = say("receipt.counted_since", self.lang, **verdict) if verdict["since_year"] else None
            self._line("receipt.rule", trigger[f"title_{self.lang}"], counted)
        if verdict["line"] is not None:
            since = say("receipt.since", self.lang, day=verdict["line_valid_from"])
            self._line("receipt.line", self._threshold(verdict["line"], verdict["line_unit"]), since)
        clause = (verdict[f"clause_{name}"] for name in ("title", "number", "article"))
        kind = word("clause", verdict["clause_kind"], self.lang)
        seen = "clause.verified" if verdict["clause_is_verified"] else "clause.not_verified"
        is_law = verdict["clause_kind"] == "law"
        self._line("receipt.clause", *clause, kind, say(seen, self.lang) if is_law else None)
        if self.found.remedy:
            self._line("receipt.remedy", say("receipt.remedy_text", self.lang, **self.found.remedy))

    def _evidence(self) -> None:
        """The rule beside the interval of the year and of the pooled cohorts."""
        verdict = self.verdict
        pooled = None
        if verdict["pooled_low"] is not None:
            counts = f"{_whole(verdict['pooled_numerator'])}/{_whole(verdict['pooled_denominator'])}"
            interval = self._interval(verdict["pooled_low"], verdict["pooled_high"])
            pooled = say("receipt.pooled_interval", self.lang, counts=counts, interval=interval)
        if verdict["rate_low"] is not None:
            interval = self._interval(verdict["rate_low"], verdict["rate_high"])
            own = say("receipt.interval", self.lang, interval=interval)
            self._line("lists.evidence", word("evidence", verdict["evidence"], self.lang), own, pooled)

    def _years(self) -> None:
        self._table("receipt.years", [self._year(row) for row in self.found.years], self._criterion())

    def _year(self, row: dict[str, Any]) -> Row:
        is_pooled = row["covers_from"] != row["year"]
        return {
            "year": row["year"],
            "result": word("result", row["result"], self.lang),
            "numerator": _whole(row["numerator"]),
            "denominator": _whole(row["denominator"]),
            "value": self._value(row),
            "line": self._threshold(row["line"], row["line_unit"]),
            "cohorts": self.words.years(row["covers_from"], row["year"]) if is_pooled else None,
            "record_of": row["inherited_from"],
            "reason": self._reason(row["reason_code"], row["exemption_reason"]),
        }

    def _sources(self) -> None:
        if self.found.sources:
            typer.echo(f"\n{say('receipt.sources', self.lang)}")
        for row in self.found.sources:
            sheet = f" [{row['sheet']}]" if row["sheet"] else ""
            place = say("receipt.place", self.lang, file=row["file"], sheet=sheet, row=row["row"])
            code = f"{row['catalogue_version']} {row['major_code']}"
            observed = word("observation", row["observation"], self.lang)
            status = word("row", row["row_status"], self.lang) if row["row_status"] != LOADED else ""
            parts = (code, observed, self._counts(row), status, row["note"])
            typer.echo(f"  {row['year']}  {place} · " + " · ".join(part for part in parts if part))
        refused = [
            {name: row[name] for name in ("file", "sheet", "row")} | {"reason": row[f"message_{self.lang}"]}
            for row in self.found.refused
        ]
        self._table("receipt.refused", refused)

    def _counts(self, row: dict[str, Any]) -> str:
        """The counts of a delivered row, each with its name."""
        counts = [(say(f"column.{name}", self.lang), row[name]) for name in COUNTS if row[name] is not None]
        return " ".join(f"{name} {number:,}" for name, number in counts)

    def _history(self) -> None:
        lineage = [
            {
                "year": step["effective_year"],
                "kind": word("lineage", step["kind"], self.lang),
                "before": _entry(step, "from"),
                "after": _entry(step, "to"),
            }
            for step in self.found.lineage
        ]
        self._table("receipt.lineage", lineage)
        exemptions = [
            {
                "reason": word("exempt", row["reason"], self.lang),
                "from": row["valid_from"],
                "until": row["valid_to"],
                "document": row["document_number"],
            }
            for row in self.found.exemptions
        ]
        self._table("receipt.exemptions", exemptions)
        if not exemptions:
            typer.echo(f"\n{say('receipt.no_exemption', self.lang)}")

    def _card(self, card: str) -> tuple[str, str]:
        """What the policy calls a card, and the action that follows."""
        return self.cards.get(card) or (self.words.text(f"card.{card}"), "")

    def _criterion(self) -> str:
        return self.found.years[-1][f"criterion_{self.lang}"] if self.found.years else ""

    def _reason(self, code: str | None, exemption: str | None = None) -> str:
        """In the words of the report where it explains the same code."""
        stated = f"not_judged.{code}.title"
        reason = self.words.text(stated) if self.words.has(stated) else word("reason", code, self.lang)
        return f"{reason} · {word('exempt', exemption, self.lang)}" if exemption else reason

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

    def _table(self, title: str, rows: list[Row], about: str = "") -> None:
        """A table without the columns that are empty in every row; nothing without rows."""
        if not rows:
            return
        filled = [name for name in rows[0] if any(row[name] not in (None, "") for row in rows)]
        typer.echo(f"\n{say(title, self.lang)}" + (f" · {about}" if about else ""))
        print_table(headings(self.lang, *filled), [[row[name] for name in filled] for row in rows])


def show_signals(found: Receipt, words: Language, named: Callable[[str], str]) -> None:
    """Shares of the year with those above their line in earlier years, and the sensitivity to in-house posts.

    named: what the policy calls a card.
    """
    if found.signals:
        typer.echo(f"\n{words.text('signals.of_program')}")
        names = ("year", "part", "numerator", "denominator", "value", "year_before", "signal")
        print_table(headings(words.code, *names), [_row(row, words) for row in found.signals])
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
    kind = f" · {say('clause.declared_assumption', words.code)}" * (row["clause_kind"] != "law")
    return words.text(f"signal.{row['signal']}") + words.text("signals.beyond", line=line) + kind


def _show_sensitivity(row: dict[str, Any], words: Language, named: Callable[[str], str]) -> None:
    typer.echo(f"\n{words.text('signals.in_house')} · {words.percent(row['in_house_share'])}")
    for without in WITHOUT:
        rate, card = row[f"rate_{without}"], row[f"card_{without}"]
        if rate is None:
            continue
        is_below = row[f"is_below_{without}"]
        parts = [words.percent(rate)]
        if is_below is not None:
            parts.append(say("receipt.below_line" if is_below else "receipt.not_below_line", words.code))
        if card is not None:
            key = "receipt.same_card" if card == row["card"] else "receipt.other_card"
            parts.append(say(key, words.code, card=named(row["card"]), other=named(card)))
        typer.echo(f"  {words.text(f'signals.{without}')}  " + " · ".join(parts))


def _entry(step: dict[str, Any], side: str) -> str:
    """One side of a step of lineage: catalogue, code and name, as far as it states them."""
    parts = (step[f"{side}_catalogue_version"], step[f"{side}_major_code"], step[f"{side}_major_name"])
    return " ".join(part for part in parts if part)


def _whole(number: float | None) -> str:
    return "" if number is None else f"{number:,.0f}"
