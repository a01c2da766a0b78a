"""Every number that the public file tells, by its value, with the words a reader must find beside it.

A row of a table answers for a figure only where what the row is about (school, major, industry, file, …) and its year
stand beside the figure. A count or sum, a select of `selects/`, answers only where every word it is grouped by stands,
and only in the sections that `answers.yaml` names for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from math import radians
from pathlib import Path
from unicodedata import category

import duckdb

from reports.document.language import Language
from tests.reports.tracing.printed_figures import Printed
from transforms.yaml_text import read_yaml

HERE = Path(__file__).parent
ANSWERS: Mapping[str, list[str]] = read_yaml(HERE / "answers.yaml")
METHOD = ("card_method",)
# columns that say what a row is about: of each group a row has, one name must stand beside the figure
ABOUT = (
    ("institution_name", "institution_code"),
    ("major_name", "major_code", "major_scope_name", "major_scope_code"),
    ("industry_name", "industry_code"),
    ("file",),
    ("title_zh", "title_en", "check_name"),
    ("target_name",),
    METHOD,
)
PLACE = ("district_name", "district_code")  # where a row tells no school
NAMED = """
from {table} as counted
inner join (select distinct program_id, institution_name, major_name from marts.program_year) as named
using (program_id)
"""
BESIDE = ("year", "horizon_years")  # whole numbers that must stand beside a count, and are none themselves
CARDS = "select zh, card from policy.card union all select en, card from policy.card"
TABLES = "select schema_name || '.' || table_name from duckdb_tables() order by all"
Words = frozenset[str]
Codes = Mapping[str, set[str]]


@dataclass(frozen=True)
class Told:
    """Where a number stands, and the groups of words of which each must be met beside it."""

    source: str
    beside: tuple[Words, ...]

    def answers(self, printed: Printed) -> bool:
        return may_answer(self.source, printed.place) and all(
            any(word in printed.context for word in words) for words in self.beside
        )


@dataclass
class PublicFigures:
    """Numbers in order, each with where it is told; `texts` are the public texts that hold digits."""

    numbers: list[float] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def has(self, printed: Printed) -> bool:
        """Is the figure, as printed, told of what stands beside it?"""
        return any(
            told.answers(printed)
            for low, high in readings(printed.figure)
            for told in self.told[bisect_left(self.numbers, low) : bisect_left(self.numbers, high)]
        )


@cache
def may_answer(source: str, place: str) -> bool:
    return ("." in source and source not in ANSWERS) or any(
        fnmatchcase(place, at) for at in ANSWERS.get(source, ())
    )


def readings(printed: str) -> Iterator[tuple[float, float]]:
    """Values a printed figure may stand for: itself, a fraction, basis points, points, radians; any sign if bare."""
    bare = printed.strip("%°").replace(",", "").replace("−", "-")
    value = float(bare)
    half = 0.5 * 10.0 ** -(len(bare.partition(".")[2])) + 1e-9
    for sign in (1,) if printed[0] in "+−" else (1, -1):
        low, high = sorted((sign * (value - half), sign * (value + half)))
        if printed.endswith("°"):
            yield radians(low), radians(high)
        elif printed.endswith("%"):
            yield low / 100, high / 100
            yield low * 100, high * 100
        else:
            yield low, high
            if "." in bare:
                yield low / 100, high / 100


def read_figures(public: Path, language: Language) -> PublicFigures:
    """Tables as they are, and the counts, sums and differences of `selects/` made from them."""
    codes = words_of(language)
    figures, found = PublicFigures(), []
    with duckdb.connect(str(public), read_only=True) as con:
        for title, card in con.execute(CARDS).fetchall():
            codes.setdefault(card, set()).add(title)
        for (table,) in con.execute(TABLES).fetchall():
            found += _told(con, table, _sql(con, table), codes, figures.texts)
        for path in sorted((HERE / "selects").glob("*.sql")):
            found += _told(con, path.stem, path.read_text(encoding="utf-8"), codes, figures.texts)
    found.sort(key=lambda pair: pair[0])
    figures.numbers = [number for number, _ in found]
    figures.told = [told for _, told in found]
    return figures


def _sql(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """The rows of a table; those that know a program by its id alone get its names."""
    columns = con.sql(f"from {table}").columns
    is_bare = "program_id" in columns and "institution_name" not in columns
    return NAMED.format(table=table) if is_bare else f"from {table}"


def words_of(language: Language) -> dict[str, set[str]]:
    """Code → how the catalogue words it: `level.associate` says how `associate` is printed."""
    words: dict[str, set[str]] = {}
    for key, text in language.strings.items():
        words.setdefault(key.removesuffix(".title").rpartition(".")[2], set()).add(text.strip("*"))
    return words


def _told(
    con: duckdb.DuckDBPyConnection, source: str, sql: str, codes: Codes, texts: set[str]
) -> Iterator[tuple[float, Told]]:
    """Numbers of one table or select, each with what must stand beside it."""
    rows = con.sql(sql)
    is_table, columns = "." in source, rows.columns
    known: dict[tuple[Words, ...], Told] = {}
    for row in rows.fetchall():
        cells = dict(zip(columns, row, strict=True))
        cells = {name: spoken(cell) if isinstance(cell, str) else cell for name, cell in cells.items()}
        if is_table:
            texts.update(c for c in cells.values() if isinstance(c, str) and any(map(str.isdigit, c)))
        beside = tuple(_about(cells, codes) if is_table else _grouped(cells, codes))
        if is_table and source not in ANSWERS and not _is_named(cells):
            continue  # a row without a name would answer for everything
        told = known.setdefault(beside, Told(source, beside))
        for name in _counted(cells, is_table):
            yield float(cells[name]), told


def _counted(cells: Mapping[str, object], is_table: bool) -> Sequence[str]:
    return [
        name
        for name, cell in cells.items()
        if isinstance(cell, int | float | Decimal)
        and not isinstance(cell, bool)
        and (is_table or name not in BESIDE)
    ]


def _about(cells: Mapping[str, object], codes: Codes) -> Iterable[Words]:
    """What a row of a table is about, and its year."""
    for group in ABOUT if cells.get("institution_name") else (*ABOUT, PLACE):
        names = [str(cells[name]) for name in group if cells.get(name)]
        if names:
            # a code of one letter stands in every other word
            told = [name for name in names if len(name) > 1] or names
            yield frozenset(
                word for name in told for word in (_worded(name, codes) if group == METHOD else (name,))
            )
    if cells.get("year") is not None:
        yield frozenset({str(cells["year"])})


def _is_named(cells: Mapping[str, object]) -> bool:
    return any(cells.get(name) for group in (*ABOUT, PLACE) for name in group)


def _grouped(cells: Mapping[str, object], codes: Codes) -> Iterable[Words]:
    """Everything a count is grouped by."""
    for name, cell in cells.items():
        if isinstance(cell, str):
            yield frozenset(_worded(cell, codes))
        elif name in BESIDE and cell is not None:
            yield frozenset({str(cell)})


def spoken(text: str) -> str:
    """As reports print a delivered text: one line, no control characters."""
    line = "".join(" " if character.isspace() else character for character in text)
    return "".join(character for character in line if category(character) not in ("Cc", "Cf", "Cs"))


def _worded(name: str, codes: Codes) -> set[str]:
    return {name} | codes.get(name, set())
