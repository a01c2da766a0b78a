"""The page of the method: every published measure with its formula, its edge cases, its source and its columns.

`measures.yaml` lists the measures; a formula that a report prints too is read from its words. Values of the policy are
filled in by their names in `policy.parameter`, so the page states those of its own release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reports.data.query import Warehouse
from reports.data.release import Shared
from reports.document.blocks import Block, Paragraph, Span, Spans, Table, joined
from reports.document.document import METHOD, Page, number_blocks
from reports.document.fields import Field, table_of
from reports.document.language import Language
from reports.document.wording import Wording
from reports.standard.sections import marks_table, telling_line_notes
from transforms.yaml_text import read_yaml

TERMS = ("program", "lineage", "cohort")
POWERS = {"forecast_error_growth_bp"}  # exponents of a formula: printed as decimals, no percentage


@dataclass(frozen=True)
class Measure:
    """One published measure. `words` is the entry of its term and formula: its own, unless a report prints them too."""

    name: str
    group: str
    columns: tuple[str, ...]
    words: str

    @property
    def own(self) -> str:
        """The entry with its edge cases and source."""
        return f"measures.item.{self.name}"


@dataclass(frozen=True)
class Method:
    """`parameters`: every parameter of the policy that holds for all levels; None where it is repealed."""

    shared: Shared
    parameters: Mapping[str, float | None]


@cache
def measures() -> tuple[Measure, ...]:
    """Every measure in the order of the page."""
    stated = read_yaml(Path(__file__).with_name("measures.yaml"))
    return tuple(
        Measure(name, group, tuple(facts["columns"]), facts.get("words", f"measures.item.{name}"))
        for group, items in stated.items()
        for name, facts in items.items()
    )


def load_method(warehouse: Warehouse, shared: Shared) -> Method:
    day = {"as_of": shared.run.as_of}
    return Method(shared, dict(warehouse.columns("method/parameter", "parameter", "value", parameters=day)))


def write_method(method: Method, language: Language) -> Page:
    """The page in one language."""
    wording = Wording(language, method.shared)
    values = filled(language, method.parameters)
    blocks: list[Block] = [
        Paragraph(language.spans("measures.text", n=len(measures()))),
        wording.heading("measures.terms.heading"),
        *(Paragraph(language.spans(f"measures.terms.{term}", **values)) for term in TERMS),
        *_groups(wording, values),
        wording.heading("measures.disclosure.heading"),
        *_disclosure(wording, values),
        *telling_line_notes(wording),
        marks_table(wording),
    ]
    title, subtitle = wording.text("measures.title"), wording.text("measures.subtitle")
    return Page("alone", METHOD, title, subtitle, number_blocks(wording, blocks))


def _disclosure(wording: Wording, values: Mapping[str, str]) -> Iterator[Block]:
    """What is published and what is withheld, a paragraph for each rule."""
    intake = "protected" if values["disclosure_intake_protected"] == "1" else "public"
    for rule in ("counts", "parts", f"intake.{intake}", "sums", "verdicts", "releases"):
        yield wording.paragraph(f"measures.disclosure.{rule}", **wording.disclosure.words, **values)


def filled(language: Language, parameters: Mapping[str, float | None]) -> dict[str, str]:
    """Parameters as they are printed: basis points as a percentage, [z] for one that is repealed."""
    return {
        name: "[z]" if value is None else _printed(language, name, value)
        for name, value in parameters.items()
    }


def _printed(language: Language, name: str, value: float) -> str:
    if name in POWERS or not name.endswith("_bp"):
        return f"{value / 10_000 if name in POWERS else value:g}"
    return language.percent_line(value / 10_000)


def reading_of(language: Language, measure: Measure, values: Mapping[str, str]) -> Spans:
    """How to read a measure, where a report prints that, and its edge cases on a line below."""
    edge = language.spans(f"{measure.own}.edge", **values)
    if measure.words == measure.own:
        return edge
    return joined((language.spans(f"{measure.words}.reading"), (Span("", "break"),), edge))


def _groups(wording: Wording, values: Mapping[str, str]) -> Iterator[Block]:
    for group in dict.fromkeys(measure.group for measure in measures()):
        yield wording.heading(f"measures.group.{group}")
        yield Paragraph(wording.words.spans(f"measures.note.{group}"))
        yield _table(wording, group, values)


def _table(wording: Wording, group: str, values: Mapping[str, str]) -> Table:
    words = wording.words
    fields: tuple[Field[Measure], ...] = (
        Field("measures.measure", lambda measure: words.spans(f"{measure.words}.term"), width="fill"),
        Field(
            "measures.formula",
            lambda measure: words.spans(f"{measure.words}.formula", **values),
            width="fill",
        ),
        Field("measures.edge", lambda measure: reading_of(words, measure, values), width="fill"),
        Field("measures.source", lambda measure: words.spans(f"{measure.own}.source"), width="part"),
        Field("measures.columns", codes_of),
    )
    own = [measure for measure in measures() if measure.group == group]
    return table_of(wording, f"measures.group.{group}", fields, own, f"measures-of-{group}", layout="records")


def codes_of(measure: Measure) -> Spans:
    """The columns of the open data that hold the measure, each on a line."""
    lines = ((Span("", "break"), Span(column, "code")) for column in measure.columns)
    return joined(lines)[1:]
