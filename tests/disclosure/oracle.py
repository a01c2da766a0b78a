"""An oracle of what may be published: rules 1 to 3, 5 and 9 in plain loops over the exact warehouse.

Nothing of the disclosure is imported and none of its SQL was read: two readings of one text must agree. What the
text leaves open was read so:

* A count is compared with the nearest whole above it that is itself published: of `employed` that is `placed`, or
  `graduates` where `placed` is withheld. Parts of a published cohort are judged even where the whole they are
  compared with has fewer than 20 persons.
* Tree of parts: graduates > placed > employed > matched, employed > contract > in_house, employed > freelance. Beside a
  published contract, freelance is compared with what that leaves of the employed.
* Of at most 4 employed, or where those employed are withheld as 1 or 2, no finer count is published, none of nobody
  either: two that are one at least would give the third. In sums they stand in the middle of their whole.
* Cells of a margin are the cohorts below the minimum. What the margin leaves them, withheld parts of published cohorts
  at 1.5, must lie inside, and below the stand-in of their whole times their number, whose margin is exact too.
* "Also without any one school": with the cells of any one school left out the others still are enough cells of enough
  schools.
* "Published shares": of the graduates of published cohorts that state the part, at most the whole's stand-in; at
  the whole where no published cohort states it.
* A sum of withheld cohorts alone may be withheld. One that is 0 is 0.
* Both observations of a program are judged and have their own margin; sums take that of the program's series.
* A pool of years that are all published adds nothing and still is not published: rule 5 asks for a window without a
  published year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import duckdb

WHOLE = {
    "placed": "graduates",
    "employed": "placed",
    "matched": "employed",
    "contract": "employed",
    "freelance": "employed",
    "in_house": "contract",
}
MEASURES = ("graduates", *WHOLE)
FINER = ("matched", "contract", "freelance", "in_house")
SUMMED = ("graduates", "placed", "employed", "matched")

Counts = Mapping[str, int | None]
Stratum = tuple[str, int, str]  # level, year, observation ("" of an intake)


@dataclass(frozen=True)
class Numbers:
    """The numbers of the policy, persons and cells."""

    min_cohort: int
    min_part: int
    zero_is_small: bool
    cells: int
    schools: int
    slack: int
    stand_in: int
    pool_slack: int
    intake_protected: bool

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection) -> Numbers:
        found = dict(
            con.execute(
                "select parameter, max(value) from policy.parameter where parameter like 'disclosure_%' group by all"
            ).fetchall()
        )
        value = {name.removeprefix("disclosure_"): int(number) for name, number in found.items()}
        return cls(
            value["min_cohort"],
            value["min_part"],
            bool(value["zero_is_small"]),
            value["margin_cells"],
            value["margin_schools"],
            value["margin_slack"],
            value["stand_in"],
            value["pool_slack"],
            bool(value["intake_protected"]),
        )


@dataclass
class Cell:
    """A cohort, or an intake, with why each of its counts is withheld and at what it stands in sums."""

    program: str
    year: int
    observation: str
    school: str
    level: str
    counts: Counts
    withheld: dict[str, str] = field(default_factory=dict)
    within: dict[str, int] = field(
        default_factory=dict
    )  # of a withheld part: what it and its sibling are together
    standing: dict[str, Fraction] = field(default_factory=dict)

    @property
    def stratum(self) -> Stratum:
        return self.level, self.year, self.observation

    def shown(self, measure: str) -> bool:
        return self.counts.get(measure) is not None and measure not in self.withheld

    def whole_of(self, measure: str) -> str | None:
        """The nearest count above it that is published."""
        above = WHOLE.get(measure)
        while above is not None and not self.shown(above):
            above = WHOLE.get(above)
        return above


def small(persons: int, numbers: Numbers) -> bool:
    return (0 if numbers.zero_is_small else 1) <= persons <= numbers.min_part


def judge(cell: Cell, numbers: Numbers) -> None:
    """Rules 1 and 2: fill `withheld`, measure → low or c."""
    graduates = cell.counts.get("graduates")
    if graduates is not None and 0 < graduates < numbers.min_cohort:
        cell.withheld = {measure: "low" for measure in MEASURES if cell.counts.get(measure) is not None}
        return
    for measure in WHOLE:
        part, whole = cell.counts.get(measure), whole_beside(cell, measure, numbers)
        if part is None or whole is None:
            continue
        is_few = measure in FINER and 0 < ground(cell, numbers) <= 2 * numbers.min_part
        is_rest_few = measure == "freelance" and 0 < whole <= numbers.min_part
        if is_few or is_rest_few or (whole and (small(part, numbers) or small(whole - part, numbers))):
            cell.withheld[measure], cell.within[measure] = "c", whole


def ground(cell: Cell, numbers: Numbers) -> int:
    """What is known of the most that can be employed, within which finer counts are judged; 0 where nothing is."""
    employed, above = cell.counts.get("employed"), cell.whole_of("employed")
    if employed is not None and cell.shown("employed"):
        return employed
    whole = cell.counts.get(above or "") or 0
    if employed is not None and whole > 2 * numbers.min_part and employed <= numbers.min_part:
        return numbers.min_part
    return whole


def whole_beside(cell: Cell, measure: str, numbers: Numbers) -> int | None:
    """The whole that a part is compared with; of flexible work what published contracts leave of it."""
    if measure not in FINER:
        above = cell.whole_of(measure)
        return None if above is None else cell.counts[above]
    whole, contract = ground(cell, numbers), cell.counts.get("contract")
    if measure == "in_house" and contract is not None and cell.shown("contract"):
        return contract
    if measure == "freelance" and contract is not None:
        if cell.shown("contract"):
            return whole - contract
        flexible = cell.counts.get("freelance") or 0
        is_close = 0 <= whole - contract <= numbers.min_part and flexible <= numbers.min_part
        if is_close and cell.withheld.get("employed") and whole > 2 * numbers.min_part:
            return numbers.min_part
    return whole


@dataclass(frozen=True)
class Margin:
    """Of one level, year, observation and measure: the cohorts nothing is published of, and what their sum allows."""

    cells: int
    schools: int
    total: int
    remainder: int
    meets: bool
    breaks: bool


def enough(cells: list[Cell], numbers: Numbers) -> bool:
    """Enough cells of enough schools, also without any one school."""

    def many(some: list[Cell]) -> bool:
        return len(some) >= numbers.cells and len({cell.school for cell in some}) >= numbers.schools

    schools = {cell.school for cell in cells}
    return many(cells) and all(many([cell for cell in cells if cell.school != school]) for school in schools)


def ends(cell: Cell, measure: str, numbers: Numbers) -> tuple[int, int]:
    """The least and the most a withheld count can be."""
    persons = known(cell, measure)
    if cell.withheld[measure] == "c":
        whole, least = cell.within[measure], 0 if numbers.zero_is_small else 1
        if whole <= 2 * numbers.min_part:
            return 0, whole
        is_small = small(persons, numbers)
        return (least, numbers.min_part) if is_small else (whole - numbers.min_part, whole - least)
    return (1 if measure == "graduates" else 0), numbers.min_cohort - 1


def known(cell: Cell, measure: str) -> int:
    persons = cell.counts[measure]
    assert persons is not None
    return persons


def lies_inside(cells: list[Cell], measure: str, numbers: Numbers) -> bool:
    """Whether the sum of these cells leaves each of them open, whatever is published of their wholes."""
    both = [ends(cell, measure, numbers) for cell in cells]
    persons = sum(known(cell, measure) for cell in cells)
    least, most = sum(low for low, _ in both), sum(high for _, high in both)
    return least + numbers.slack <= persons <= most - numbers.slack


def remainder_lies_inside(
    low: list[Cell], parts: list[Cell], measure: str, numbers: Numbers, most: Fraction
) -> bool:
    """Whether what the margin leaves to the cohorts does, the withheld parts of published ones standing at 1.5."""
    left = Fraction(sum(known(cell, measure) for cell in low))
    left += sum(known(cell, measure) - small_part_stands_at(cell, measure, numbers) for cell in parts)
    least = len(low) if measure == "graduates" else 0
    return least + numbers.slack <= left <= most - numbers.slack


def margin(cells: list[Cell], measure: str, most: Fraction | None, numbers: Numbers) -> Margin | None:
    """None where every cohort is published.

    most: the most that one cohort can have, at its whole's stand-in; None where that rests on no exact margin.
    """
    low = [cell for cell in cells if cell.withheld.get(measure) == "low"]
    parts = [cell for cell in cells if cell.withheld.get(measure) == "c"]
    if not low:
        return None
    is_enough = enough(low, numbers)
    return Margin(
        len(low),
        len({cell.school for cell in low}),
        sum(cell.counts.get(measure) or 0 for cell in cells),
        sum(known(cell, measure) for cell in low),
        is_enough
        and most is not None
        and remainder_lies_inside(low, parts, measure, numbers, most * len(low)),
        not is_enough or not lies_inside(low + parts, measure, numbers),
    )


def small_part_stands_at(cell: Cell, measure: str, numbers: Numbers) -> Fraction:
    least, most = ends(cell, measure, numbers)
    if not numbers.zero_is_small or cell.within[measure] <= 2 * numbers.min_part:
        return Fraction(least + most, 2)
    return Fraction(1) if small(known(cell, measure), numbers) else Fraction(most - 1)


def stand(cells: list[Cell], exact: Mapping[str, bool], numbers: Numbers) -> dict[str, Fraction]:
    """Rule 3 in one level and year: fill `standing` of every cell; measure → the common stand-in.

    `exact` says of which measures the margin is published.
    """
    stand_ins: dict[str, Fraction] = {}
    for measure in MEASURES:
        for cell in cells:
            if cell.shown(measure):
                cell.standing[measure] = Fraction(known(cell, measure))
            elif cell.withheld.get(measure) == "c":
                cell.standing[measure] = small_part_stands_at(cell, measure, numbers)
        low = [cell for cell in cells if cell.withheld.get(measure) == "low"]
        if low:
            stand_ins[measure] = common(cells, low, measure, exact.get(measure, False), stand_ins, numbers)
            for cell in low:
                cell.standing[measure] = stand_ins[measure]
    return stand_ins


def common(
    cells: list[Cell],
    low: list[Cell],
    measure: str,
    is_exact: bool,
    stand_ins: Mapping[str, Fraction],
    numbers: Numbers,
) -> Fraction:
    above = standing_whole(measure, stand_ins)
    most = Fraction(numbers.min_cohort - 1) if above is None else stand_ins[above]
    others = [cell for cell in cells if measure in cell.standing]
    if is_exact:
        total = sum(known(cell, measure) for cell in [*others, *low])
        left = Fraction(total) - sum((cell.standing[measure] for cell in others), Fraction(0))
        return min(max(left / len(low), Fraction(0)), most)
    if above is None:
        return Fraction(numbers.stand_in)
    share, share_above = (published_share(cells, name) for name in (measure, above))
    if share is None or not share_above:
        return most if share is None else Fraction(0)
    return min(most * share / share_above, most)


def published_share(cells: list[Cell], measure: str) -> Fraction | None:
    """Of the graduates of the published cohorts that state it; None where none does."""
    both = [cell for cell in cells if cell.withheld.get(measure) != "low" and measure in cell.standing]
    whole = sum((cell.standing["graduates"] for cell in both if "graduates" in cell.standing), Fraction(0))
    part = sum((cell.standing[measure] for cell in both), Fraction(0))
    return part / whole if whole else None


def standing_whole(measure: str, stand_ins: Mapping[str, Fraction]) -> str | None:
    """The nearest whole of a measure that has a stand-in."""
    above = WHOLE.get(measure)
    while above is not None and above not in stand_ins:
        above = WHOLE.get(above)
    return above


def most_of_one(
    measure: str, stand_ins: Mapping[str, Fraction], exact: Mapping[str, bool], numbers: Numbers
) -> Fraction | None:
    above = standing_whole(measure, stand_ins)
    if above is None:
        return Fraction(numbers.min_cohort - 1)
    return stand_ins[above] if exact.get(above) else None
