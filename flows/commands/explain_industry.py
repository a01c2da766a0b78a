"""The receipt of an industry's match as a person reads it on a terminal."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import typer

from flows.commands.run import as_text, print_table
from flows.messages import say
from reports.document.language import Language, language
from transforms.receipts.industry import IndustryReceipt, UnknownIndustry, industry_receipt

SHOWN = 10
Rows = list[dict[str, Any]]


def show_industry(warehouse: Path, industry: str, year: int | None, lang: str, *, as_json: bool) -> int:
    """Print the receipt; exit code 0, or 2 where no matched industry is named so."""
    try:
        found = industry_receipt(warehouse, industry, year)
    except UnknownIndustry as unknown:
        typer.echo(say("unknown_industry", lang, industry=industry), err=True)
        rows = [
            (
                row["industry_code"],
                row["industry_name"],
                language(lang).years(row["first_year"], row["last_year"]),
            )
            for row in unknown.known
        ]
        if rows:
            print_table([say(f"column_{name}", lang) for name in ("code", "industry", "year")], rows)
        return 2
    if as_json:
        typer.echo(as_text(found.as_dict()))
    else:
        _IndustryText(found, language(lang)).show()
    return 0


class _IndustryText:
    """One receipt in one language."""

    def __init__(self, found: IndustryReceipt, words: Language) -> None:
        self.found, self.match, self.words, self.lang = found, found.match, words, words.code

    def show(self) -> None:
        self._head()
        self._formulas()
        self._demand()
        self._majors()
        self._crosswalk()
        self._programs()

    def _head(self) -> None:
        match, release = self.match, self.found.release
        name = " ".join(part for part in (match["industry_code"], match["industry_name"]) if part)
        typer.secho(f"{name} · {match['year']}", bold=True)
        if release["is_synthetic"]:
            typer.echo(self.words.text("synthetic.label"))
        typer.echo(f"  {say('receipt_release', self.lang)}  {release['release_id']}")
        typer.echo(
            "  "
            + say(
                "industry_world",
                self.lang,
                region=match["region_code"],
                classification=match["industry_classification"],
                granularity=self.words.text(f"granularity.{match['granularity']}"),
                crosswalk=self.words.text(f"crosswalk.{match['crosswalk_source']}"),
                supply=self.words.text(f"basis.{match['supply_basis']}"),
                demand=self.words.text(f"basis.{match['demand_basis']}"),
                demand_year=match["demand_year"],
            )
        )

    def _formulas(self) -> None:
        typer.echo(f"\n{say('industry_formulas', self.lang)}")
        for formula in self.found.formulas:
            value = say("industry_no_value", self.lang) if formula.value is None else f"{formula.value:.6f}"
            name = say(f"formula_{formula.name}", self.lang)
            typer.echo(f"  {name} = {formula.written} = {value}")

    def _demand(self) -> None:
        rows = self.found.demand_rows
        basis = self.words.text(f"basis.{self.match['demand_basis']}")
        self._title("industry_demand", basis=basis, total=f"{self.match['demand']:,.0f}", rows=len(rows))
        for row in rows:
            level = self.words.text(f"level.{row['level']}") if row["level"] else ""
            typer.echo(
                "  " + " · ".join(part for part in (self._place(row), level, f"{row['value']:,.0f}") if part)
            )
        self._sum(self.found.demand_adds_up)

    def _majors(self) -> None:
        rows = self.found.majors
        supply = f"{self.match['supply']:,.2f}"
        self._title("industry_majors", majors=len(rows), supply=supply, shown=min(SHOWN, len(rows)))
        told = [
            (
                f"{row['catalogue_version']} {row['major_code']}",
                row["major_name"],
                f"{row['major_supply']:,.0f}",
                f"{row['weight']:.4g}",
                f"{row['supply']:,.2f}",
                self.words.percent(row["supply_share"]),
                f"{row['allocated_demand']:,.1f}",
            )
            for row in rows[:SHOWN]
        ]
        names = ("code", "major", "supply_whole", "weight", "supply", "share", "allocated")
        print_table([say(f"column_{name}", self.lang) for name in names], told)

    def _crosswalk(self) -> None:
        rows = self.found.crosswalk_rows
        self._title("industry_crosswalk", rows=len(rows), shown=min(SHOWN, len(rows)))
        for row in rows[:SHOWN]:
            code = f"{row['catalogue_version']} {row['major_scope_code']} {row['major_scope_name'] or ''}".strip()
            typer.echo(f"  {self._place(row)} · {code} · {self._weighed(row)}")

    def _weighed(self, row: dict[str, Any]) -> str:
        """A delivered weight, or the graduates counted that an observed one is made of."""
        if row["employed"] is None:
            return f"{row['weight']:g}"
        return say("industry_employed", self.lang, year=row["valid_from_year"], employed=row["employed"])

    def _programs(self) -> None:
        rows = self.found.programs
        schools = len({row["institution_name"] for row in rows})
        self._title("industry_programs", programs=len(rows), schools=schools, shown=min(SHOWN, len(rows)))
        told = [
            (
                row["institution_name"],
                row["major_name"],
                f"{row['persons']:,.0f}",
                f"{row['weight']:.4g}",
                f"{row['supply']:,.2f}",
            )
            for row in rows[:SHOWN]
        ]
        names = ("institution", "major", "supply_whole", "weight", "supply")
        print_table([say(f"column_{name}", self.lang) for name in names], told)
        self._sum(self.found.supply_adds_up)
        self._title("industry_supply_rows", rows=len(self.found.supply_rows))
        for file, own in groupby(self.found.supply_rows, key=lambda row: row["file"]):
            numbers = [row["row"] for row in own]
            span = {"file": file, "first": min(numbers), "last": max(numbers), "rows": len(numbers)}
            typer.echo("  " + say("rows_of_file", self.lang, **span))

    def _title(self, key: str, **values: object) -> None:
        typer.echo(f"\n{say(key, self.lang, **values)}")

    def _sum(self, adds_up: bool) -> None:
        typer.echo("  " + say("adds_up" if adds_up else "adds_up_not", self.lang))

    def _place(self, row: dict[str, Any]) -> str:
        sheet = f" [{row['sheet']}]" if row["sheet"] else ""
        return say("place", self.lang, file=row["file"], sheet=sheet, row=row["row"])
