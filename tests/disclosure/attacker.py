"""An attacker who reads the public files of one or two releases, knows the rules, and has no sight of the warehouse.

    python -m tests.disclosure.attacker public.duckdb [public.duckdb of the release before]

Everything published becomes a constraint on the withheld counts: which part lies in which whole, on which side of a
whole a withheld part lies, exact margins and that a margin is missing, results of every criterion with the window that
was chosen and the shorter ones that were too small, pools and that a pool is missing, sums that do not follow from
stand-ins, and what two releases say of the same cohort. A solver then looks for values that each withheld count can
take. Reported are the counts with fewer than three values (sizes of cohorts and intakes) or two (parts).

Not modelled: cells of employers; cohorts of an observation that is not the series of their program.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.disclosure.published_release import (
    FINER,
    PARENT,
    RATES,
    ROUNDING,
    Known,
    Name,
    Release,
    Row,
)
from tests.disclosure.solving import Expression, Problem, values_of


@dataclass(frozen=True)
class Pinned:
    name: tuple[int, Name]  # release, 0 the newest, and the count
    values: tuple[int, ...]


class Attack:
    """The constraints of one release, or of two in which the cohorts of schools without a change are the same."""

    def __init__(self, releases: list[Release]) -> None:
        self.releases = releases
        self.problem = Problem()
        self.same = self._unchanged() if len(releases) > 1 else set()
        for number in range(len(releases)):
            self._read(number)

    def _unchanged(self) -> set[Name]:
        """Counts withheld in both releases, of schools of which nothing published changed."""
        newest, before = self.releases
        changed = set()
        for mine, theirs in ((newest.cells, before.cells), (newest.intakes, before.intakes)):
            for key in mine.keys() | theirs.keys():
                one, other = mine.get(key), theirs.get(key)
                if (
                    one is None
                    or other is None
                    or (one.counts, one.withheld) != (other.counts, other.withheld)
                ):
                    changed.add((one or other).school)  # type: ignore[union-attr]
        return {
            cell.name(measure)
            for cell in [*newest.cells.values(), *newest.intakes.values()]
            if cell.school not in changed
            for measure in cell.withheld
        }

    def _variable(self, number: int, name: Name) -> tuple[int, Name]:
        return (0 if name in self.same else number, name)

    def _read(self, number: int) -> None:
        release = self.releases[number]
        for cell in [*release.cells.values(), *release.intakes.values()]:
            self._cell(number, cell, release)
        strata = release.strata()
        for row in release.stand_ins:
            self._margin(number, row, strata, release)
        for criterion, criterion_rows in self._results(release).items():
            self._criterion(number, release, criterion, criterion_rows)
        self._sums(number, release)
        for cell, part, whole, rate in release.rates():
            above, below = self.expression(number, cell, part), self.expression(number, cell, whole)
            if above is not None and below is not None:
                self._rate(above, below, rate)

    def _rate(self, above: Expression, below: Expression, rate: float) -> None:
        left = above - below * rate
        self.problem.at_least(left, -ROUNDING)
        self.problem.at_least(Expression({}, 0) - left, -ROUNDING)

    def expression(self, number: int, cell: Known, measure: str) -> Expression | None:
        """The count as a number or a variable; None where it was not delivered."""
        if measure in cell.counts:
            return Expression({}, cell.counts[measure])
        if measure in cell.withheld:
            return Expression({self._variable(number, cell.name(measure)): 1}, 0)
        return None

    def _cell(self, number: int, cell: Known, release: Release) -> None:
        for measure, why in cell.withheld.items():
            if why == "low":
                least = 1 if measure == "graduates" else 0
                domain: Iterable[int] = range(least, release.limit["min_cohort"])
            else:
                domain = self._small_or_rest(cell, measure, release)
            self.problem.variable(self._variable(number, cell.name(measure)), domain)
        for part, whole in PARENT.items():
            while whole != "graduates" and whole not in cell.counts and whole not in cell.withheld:
                whole = PARENT[whole]
            self._at_most(number, cell, [part], whole)
        self._at_most(number, cell, ["contract", "freelance"], "employed")

    def _at_most(self, number: int, cell: Known, parts: list[str], whole: str) -> None:
        some = [self.expression(number, cell, name) for name in [*parts, whole]]
        if not any(name in cell.withheld for name in [*parts, whole]) or None in some:
            return
        *addends, total = some
        self.problem.at_least(total - sum_of(addends), 0)  # type: ignore[operator, arg-type]

    def _small_or_rest(self, cell: Known, measure: str, release: Release) -> set[int]:
        whole = cell.counts.get(cell.whole_of(measure), 0)
        least = 0 if release.limit["zero_is_small"] else 1
        few = set(range(least, release.limit["min_part"] + 1))
        many = {whole - value for value in few}
        if measure in FINER:
            # of so few employed everything finer is withheld, whatever it is
            most = 2 * release.limit["min_part"]
            rest = whole - cell.counts.get("contract", 0) if measure == "freelance" else whole
            if rest <= most:
                return set(range(rest + 1))
            # nearly all employed under contracts, and neither count published: one in flexible work would give both
            is_close = measure == "freelance" and (
                "contract" in cell.withheld or "contract" not in cell.counts
            )
            if is_close or not any(name in cell.counts for name in FINER):
                few |= set(range(release.limit["min_part"] + 1))
        if cell.sides.get(measure) == "few":
            return few
        if cell.sides.get(measure) == "many":
            return many
        if measure == "freelance" and "contract" in cell.counts:
            many |= {whole - cell.counts["contract"] - value for value in few}
        return {value for value in few | many if 0 <= value <= whole}

    def _margin(self, number: int, row: Row, strata: Mapping[tuple, list[Known]], release: Release) -> None:
        if row["cell_kind"] not in ("cohort", "intake") or row["observation"] == "initial":
            return
        measure = row["count_name"]
        cells = strata.get((row["cell_kind"], row["level"], row["year"], row["observation"]), [])
        terms = [term for cell in cells if (term := self.expression(number, cell, measure)) is not None]
        low = [cell for cell in cells if cell.withheld.get(measure) == "low"]
        if row["is_margin_exact"]:
            self.problem.equal(sum_of(terms), row["margin"])
        elif not row["is_carried"] and measure == "graduates" and enough(low, release.limit):
            persons = sum_of([Expression({self._variable(number, cell.name(measure)): 1}, 0) for cell in low])
            slack, most = release.limit["margin_slack"], release.limit["min_cohort"] - 1
            few, many = len(low) + slack - 1, most * len(low) - slack + 1
            self.problem.one_of([(Expression({}, few) - persons, 0), (persons, many)])

    def _results(self, release: Release) -> dict[tuple[str, str], list[Row]]:
        grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in release.results:
            if row["inherited_from"] is None:
                grouped[row["criterion_id"], row["program_id"]].append(row)
        return grouped

    def _criterion(self, number: int, release: Release, key: tuple[str, str], results: list[Row]) -> None:
        declared = release.criteria[key[0]]
        if (
            declared["indicator"] not in RATES
            or declared["fails_when"] != "below"
            or declared["unit"] != "bp"
        ):
            return
        parts = RATES[declared["indicator"]]
        exempt = {row["year"] for row in results if row["result"] == "exempt"}
        used, pooled = -1, set()
        for row in sorted(results, key=lambda row: row["year"]):
            if row["result"] in ("pass", "fail") and row["window_years"]:
                self._judged(number, release, row, parts, exempt, pooled)
                used = row["year"]
            elif row["reason_code"] == "cohort_below_minimum":
                for years in release.windows[key[0]]:
                    if row["year"] - years + 1 > used or declared["pooled"] == "rolling":
                        self._too_small(number, release, row, years, parts, exempt)

    def _window(
        self, number: int, release: Release, row: Row, years: int, parts: tuple[str, str], exempt: set[int]
    ) -> tuple[Expression, Expression, list[Known]]:
        cells = [
            cell
            for year in range(row["year"] - years + 1, row["year"] + 1)
            if year not in exempt and (cell := release.cells.get((row["program_id"], year)))
        ]
        pairs = [(cell, *(self.expression(number, cell, part) for part in parts)) for cell in cells]
        whole = [
            (cell, above, below) for cell, above, below in pairs if above is not None and below is not None
        ]
        return (
            sum_of([above for _, above, _ in whole]),
            sum_of([below for _, _, below in whole]),
            [cell for cell, _, _ in whole],
        )

    def _judged(
        self,
        number: int,
        release: Release,
        row: Row,
        parts: tuple[str, str],
        exempt: set[int],
        pooled: set[int],
    ) -> None:
        above, below, cells = self._window(number, release, row, row["window_years"], parts, exempt)
        if not above.terms and not below.terms:
            return
        scaled = above * 10000 - below * int(row["line"])
        if row["result"] == "fail":
            self.problem.at_least(Expression({}, 0) - scaled, 1)
        else:
            self.problem.at_least(scaled, 0)
        if row["minimum_cohort"] is not None:
            self.problem.at_least(below, int(row["minimum_cohort"]))
            for years in release.windows[row["criterion_id"]]:
                if years < row["window_years"]:
                    self._too_small(number, release, row, years, parts, exempt)
        if row["numerator"] is not None:
            self.problem.equal(above, row["numerator"])
        if row["denominator"] is not None:
            self.problem.equal(below, row["denominator"])
        if row["window_years"] > 1 and row["numerator"] is None:
            self._missing_pool(above, below, cells, release)

    def _missing_pool(
        self, above: Expression, below: Expression, cells: list[Known], release: Release
    ) -> None:
        """A window without a published year is withheld since it is too large, or a part of it is too small."""
        if any(cell.withheld.get("graduates") != "low" for cell in cells):
            return
        most = (release.limit["min_cohort"] - 1) * len(cells) - release.limit["pool_slack"]
        small = release.limit["min_part"]
        self.problem.one_of(
            [
                (below, most + 1),
                (Expression({}, small) - above, 0),
                (Expression({}, small) - (below - above), 0),
            ]
        )

    def _too_small(
        self, number: int, release: Release, row: Row, years: int, parts: tuple[str, str], exempt: set[int]
    ) -> None:
        _, below, _ = self._window(number, release, row, years, parts, exempt)
        if row["minimum_cohort"] is not None and below.terms:
            self.problem.at_least(Expression({}, int(row["minimum_cohort"]) - 1) - below, 0)

    def _sums(self, number: int, release: Release) -> None:
        """A published sum that does not follow from stand-ins is taken for an exact one."""
        stand_in = {
            (row["level"], row["year"], row["observation"], row["count_name"]): row["stand_in"]
            for row in release.stand_ins
            if row["cell_kind"] == "cohort"
        }
        grouped = defaultdict(list)
        programs = {row["program_id"]: row for row in release.programs}
        for cell in release.cells.values():
            for scope in scopes_of(programs[cell.program]):
                grouped[(cell.year, cell.level, *scope)].append(cell)
        for row in release.outcomes:
            scope = row["outcome_scope_code"] if row["outcome_scope"] != "city" else ""
            cells = grouped[row["year"], row["level"], row["outcome_scope"], scope]
            for whole, part in (("graduates", "placed"), ("employed", "matched")):
                both = [cell for cell in cells if is_delivered(cell, whole) and is_delivered(cell, part)]
                for measure in (whole, part):
                    ends = [standing(cell, measure, stand_in) for cell in both]
                    if row[measure] is None or not any(measure in cell.withheld for cell in both):
                        continue
                    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
                    if not least - 1 <= row[measure] <= most + 1:
                        terms = [self.expression(number, cell, measure) for cell in both]
                        self.problem.equal(sum_of(terms), row[measure])  # type: ignore[arg-type]

    def pinned(self) -> list[Pinned]:
        """The counts that can take fewer values than the rules promise."""
        found = []
        wanted = {name: 3 if name[1][4] == "graduates" else 2 for name in self.problem.unknowns()}
        for name, values in values_of(self.problem, wanted).items():
            if len(values) < wanted[name]:
                found.append(Pinned(name, tuple(sorted(values))))
        return sorted(found, key=lambda one: (one.name[0], one.name[1]))


def is_delivered(cell: Known, measure: str) -> bool:
    return measure in cell.counts or measure in cell.withheld


def sum_of(terms: Iterable[Expression]) -> Expression:
    total: dict = defaultdict(float)
    constant = 0.0
    for term in terms:
        constant += term.constant
        for name, factor in term.terms.items():
            total[name] += factor
    return Expression(dict(total), constant)


def enough(low: list[Known], limit: Mapping[str, int]) -> bool:
    """Rule 3: enough cells of enough schools, also without any one school."""
    schools = {cell.school for cell in low}
    left = [[cell for cell in low if cell.school != school] for school in schools]
    return bool(low) and all(
        len(some) >= limit["margin_cells"] and len({cell.school for cell in some}) >= limit["margin_schools"]
        for some in [low, *left]
    )


def scopes_of(program: Row) -> list[tuple[str, str]]:
    version = program["catalogue_version"]
    return [
        ("city", ""),
        ("district", program["district_code"]),
        ("institution", program["institution_code"]),
        ("major_class", f"{version}.{program['major_class_code']}"),
        ("major", f"{version}.{program['major_code']}"),
    ]


def standing(cell: Known, measure: str, stand_in: Mapping[tuple, float]) -> tuple[float, float]:
    """At what a count stands in sums, from and to where its side is not known."""
    if measure in cell.counts:
        return cell.counts[measure], cell.counts[measure]
    if cell.withheld[measure] == "low":
        at = stand_in.get((cell.level, cell.year, cell.observation, measure), 0.0)
        return at, at
    whole = cell.counts.get(cell.whole_of(measure), 0)
    few, many = (1.0, 1.5), (whole - 1.5, whole - 1.0)
    side = cell.sides.get(measure)
    return few if side == "few" else many if side == "many" else (few[0], many[1])


def attack(*paths: Path) -> list[Pinned]:
    """paths: the newest public file, and the one of the release before."""
    return Attack([Release(path) for path in paths]).pinned()


if __name__ == "__main__":
    for one in attack(*map(Path, sys.argv[1:])):
        print(one)
