"""`majorwatch explain --industry`: the receipt of an industry's match."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import typer

from flows.printing import headings, print_json, print_table, say
from reports.document.language import Language, language
from transforms.receipts.industry import IndustryReceipt, UnknownIndustry, industry_receipt

SHOWN = 10
Rows = list[dict[str, Any]]


def show_industry(warehouse: Path, industry: str, year: int | None, lang: str, *, as_json: bool) -> int:
    """Print the receipt; exit code 0, or 2 where no matched industry is named so."""
    try:
        found = industry_receipt(warehouse, industry, year)
    except UnknownIndustry as unknown:
        typer.echo(say("industry.unknown", lang, industry=industry), err=True)
        rows = [
            (
                row["industry_code"],
                row["industry_name"],
                language(lang).years(row["first_year"], row["last_year"]),
            )
            for row in unknown.known
        ]
        if rows:
            print_table(headings(lang, "code", "industry", "year"), rows)
        return 2
    if as_json:
        print_json(found.as_dict())
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
        typer.echo(f"  {say('receipt.release', self.lang)}  {release['release_id']}")
        typer.echo(
            "  "
            + say(
                "industry.world",
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
        typer.echo(f"\n{say('industry.formulas', self.lang)}")
        for formula in self.found.formulas:
            name, value = say(f"formula.{formula['name']}", self.lang), formula["value"]
            shown = say("industry.no_value", self.lang) if value is None else f"{value:.6f}"
            typer.echo(f"  {name} = {formula['written']} = {shown}")

    def _demand(self) -> None:
        rows = self.found.demand_rows
        basis = self.words.text(f"basis.{self.match['demand_basis']}")
        self._title("industry.demand", basis=basis, total=f"{self.match['demand']:,.0f}", rows=len(rows))
        for row in rows:
            level = self.words.text(f"level.{row['level']}") if row["level"] else ""
            typer.echo(
                "  " + " · ".join(part for part in (self._place(row), level, f"{row['value']:,.0f}") if part)
            )
        self._sum(self.found.demand_adds_up)

    def _majors(self) -> None:
        rows = self.found.majors
        supply = f"{self.match['supply']:,.2f}"
        self._title("industry.majors", majors=len(rows), supply=supply, shown=min(SHOWN, len(rows)))
        listed = [
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
        print_table(headings(self.lang, *names), listed)

    def _crosswalk(self) -> None:
        rows = self.found.crosswalk_rows
        self._title("industry.crosswalk", rows=len(rows), shown=min(SHOWN, len(rows)))
        for row in rows[:SHOWN]:
            code = f"{row['catalogue_version']} {row['major_scope_code']} {row['major_scope_name'] or ''}".strip()
            typer.echo(f"  {self._place(row)} · {code} · {self._weighed(row)}")

    def _weighed(self, row: dict[str, Any]) -> str:
        """A delivered weight, or the graduates counted that an observed one is made of."""
        if row["employed"] is None:
            return f"{row['weight']:g}"
        return say("industry.employed", self.lang, year=row["valid_from_year"], employed=row["employed"])

    def _programs(self) -> None:
        rows = self.found.programs
        schools = len({row["institution_name"] for row in rows})
        self._title("industry.programs", programs=len(rows), schools=schools, shown=min(SHOWN, len(rows)))
        listed = [
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
        print_table(headings(self.lang, *names), listed)
        self._sum(self.found.supply_adds_up)
        self._title("industry.supply_rows", rows=len(self.found.supply_rows))
        for file, own in groupby(self.found.supply_rows, key=lambda row: row["file"]):
            numbers = [row["row"] for row in own]
            span = {"file": file, "first": min(numbers), "last": max(numbers), "rows": len(numbers)}
            typer.echo("  " + say("industry.rows_of_file", self.lang, **span))

    def _title(self, key: str, **values: object) -> None:
        typer.echo(f"\n{say(key, self.lang, **values)}")

    def _sum(self, adds_up: bool) -> None:
        typer.echo("  " + say("industry.adds_up" if adds_up else "industry.adds_up_not", self.lang))

    def _place(self, row: dict[str, Any]) -> str:
        sheet = f" [{row['sheet']}]" if row["sheet"] else ""
        return say("receipt.place", self.lang, file=row["file"], sheet=sheet, row=row["row"])
