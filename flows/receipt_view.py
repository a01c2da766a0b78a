"""The receipt of a verdict as a person reads it on a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from flows.answers import as_text, print_table
from flows.messages import has_message, say
from reports.language import Language, language
from transforms.warehouse.reading import card_names
from transforms.warehouse.receipt import AmbiguousProgram, Receipt, UnknownProgram, receipt


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
        self._years()
        self._sources()
        self._history()

    def _head(self) -> None:
        verdict = self.verdict
        level = self.words.text(f"level.{verdict['level']}")
        typer.echo(
            f"{verdict['institution_name']} · {verdict['major_name']} ({verdict['major_code']}) · {level}"
        )
        if self.found.release["is_synthetic"]:
            typer.echo(self.words.text("synthetic.label"))
        stated = self.cards.get(verdict["card"])
        card, action = stated or (self.words.text(f"card.{verdict['card']}"), "")
        self._line("receipt_verdict", verdict["year"], card, action)
        self._line("receipt_reason", self._reason(verdict["reason_code"]))
        self._line("receipt_evidence", _word("evidence", verdict["evidence"], self.lang))
        if verdict["decision"]:
            parts = (verdict[f"decision{name}"] for name in ("", "_document", "_reason"))
            self._line("receipt_decision", *parts)

    def _rule(self) -> None:
        verdict, trigger = self.verdict, self.found.trigger
        if trigger:
            self._line("receipt_rule", trigger[f"title_{self.lang}"])
        if verdict["line"] is not None:
            since = say("since", self.lang, day=verdict["line_valid_from"])
            self._line("receipt_line", self._threshold(verdict["line"], verdict["line_unit"]), since)
        kind = _word("clause", verdict["clause_kind"], self.lang)
        self._line(
            "receipt_clause",
            verdict["clause_title"],
            verdict["clause_number"],
            verdict["clause_article"],
            kind,
        )
        if self.found.remedy:
            self._line("receipt_remedy", say("remedy", self.lang, **self.found.remedy))

    def _years(self) -> None:
        names = ("year", "result", "numerator", "denominator", "value", "line", "reason")
        rows = [
            (
                row["year"],
                _word("result", row["result"], self.lang),
                _whole(row["numerator"]),
                _whole(row["denominator"]),
                self._value(row),
                self._threshold(row["line"], row["line_unit"]),
                self._reason(row["reason_code"]),
            )
            for row in self.found.years
        ]
        self._table("receipt_years", names, rows)

    def _sources(self) -> None:
        names = ("year", "file", "sheet", "row", "graduates", "placed")
        rows = [
            (
                row["year"],
                row["file"],
                row["sheet"],
                row["row"],
                _whole(row["graduates"]),
                _whole(row["placed"]),
            )
            for row in self.found.sources
        ]
        self._table("receipt_sources", names, rows)
        refused = [
            (row["file"], row["sheet"], row["row"], row[f"message_{self.lang}"]) for row in self.found.refused
        ]
        self._table("receipt_refused", ("file", "sheet", "row", "reason"), refused)

    def _history(self) -> None:
        lineage = [
            (
                row["effective_year"],
                f"{row['from_major_code']} {row['from_major_name'] or ''}",
                f"{row['to_major_code'] or ''} {row['to_major_name'] or ''}",
            )
            for row in self.found.lineage
        ]
        self._table("receipt_lineage", ("year", "before", "after"), lineage)
        exemptions = [tuple(row.values()) for row in self.found.exemptions]
        self._table("receipt_exemptions", ("reason", "from", "until", "document"), exemptions)

    def _reason(self, code: str | None) -> str:
        """In the words of the report where it explains the same code."""
        stated = f"not_judged.{code}.title"
        return self.words.text(stated) if self.words.has(stated) else _word("reason", code, self.lang)

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

    def _line(self, key: str, *parts: object) -> None:
        if present := [str(part) for part in parts if part not in (None, "")]:
            typer.echo(f"  {say(key, self.lang)}  {' · '.join(present)}")

    def _table(self, title: str, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        if rows:
            typer.echo(f"\n{say(title, self.lang)}")
            print_table(_columns(self.lang, *names), rows)


def _columns(lang: str, *names: str) -> list[str]:
    return [say(f"column_{name}", lang) for name in names]


def _word(family: str, code: str | None, lang: str) -> str:
    """The word of a code; a code that has none is shown as it stands."""
    if code is None:
        return ""
    key = f"{family}_{code}"
    return say(key, lang) if has_message(key) else code


def _whole(number: float | None) -> str:
    return "" if number is None else f"{number:,.0f}"
