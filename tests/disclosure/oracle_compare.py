"""Compare a public file with the oracle: what differs from the warehouse, is withheld for nothing, or should be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import duckdb

from tests.disclosure.oracle import (
    MEASURES,
    SUMMED,
    Cell,
    Margin,
    margin,
    most_of_one,
    stand,
)
from tests.disclosure.oracle_pair import Pair, Problem, Row, one, rows

PARTS_OF_RATE = {
    "employment_rate": ("placed", "graduates"),
    "matched_rate": ("matched", "employed"),
    "contract_rate": ("contract", "graduates"),
}
SIGNALS = {
    "rate_leap": "placed",
    "contract_leap": "contract",
    "flexible_leap": "freelance",
    "in_house_posts": "in_house",
}
Key = tuple[str, int, str]  # program, year, observation


def problems(warehouse: Path, public: Path) -> list[Problem]:
    """Every disagreement of a first release with the rules."""
    pair = Pair(warehouse, public)
    checks: list[Callable[[Pair], Iterator[Problem]]] = [
        withheld_alike,
        program_years,
        intakes,
        sensitivities,
        signals,
        criteria,
        verdicts,
        pools,
        margins,
        outcomes,
        destinations,
    ]
    try:
        return [problem for check in checks for problem in check(pair)]
    finally:
        pair.close()


def quotient(cell: Cell, part: str, whole: str) -> float | None:
    above, below = cell.counts.get(whole), cell.counts.get(part)
    return below / above if above and below is not None else None


def counts_of(cell: Cell | None, where: str, row: Row, columns: dict[str, str]) -> Iterator[Problem]:
    """columns: column of the public row → measure of the cell."""
    for column, measure in columns.items():
        exact = cell.counts.get(measure) if cell else None
        yield from one(f"{where} {column}", exact, bool(cell and cell.shown(measure)), row[column])


def rate_of(
    cell: Cell | None, where: str, row: Row, column: str, part: str, whole: str, has_bounds: bool = True
) -> Iterator[Problem]:
    exact = quotient(cell, part, whole) if cell else None
    is_shown = bool(cell and cell.shown(part) and cell.shown(whole))
    yield from one(f"{where} {column}", exact, is_shown, row[column])
    if not has_bounds:
        return
    least = most = None
    if cell and exact is not None and cell.withheld.get(part) == "c" and cell.shown(whole):
        persons, size = cell.counts[part], cell.counts[whole]
        assert persons is not None
        assert size is not None
        # of at most four persons both parts may be so small: a bound would say which is
        if size > 4 and persons <= 2:
            most = 2 / size
        if size > 4 and persons > 2:
            least = (size - 2) / size
    yield from one(f"{where} {column}_at_least", least, least is not None, row[f"{column}_at_least"])
    yield from one(f"{where} {column}_at_most", most, most is not None, row[f"{column}_at_most"])


def withheld_alike(pair: Pair) -> Iterator[Problem]:
    """The list of withheld counts that is published beside the tables."""
    mine = {
        (*key, measure): why for key, cell in pair.cells.items() for measure, why in cell.withheld.items()
    }
    theirs = {
        tuple(row[:4]): row[4]
        for row in pair.public.execute(
            "select cell_owner, year, observation, count_name, withheld_as from meta.withheld "
            "where cell_kind = 'cohort'"
        ).fetchall()
    }
    for key in sorted(mine.keys() | theirs.keys()):
        if mine.get(key) != theirs.get(key):  # type: ignore[arg-type]
            cell = pair.cells.get(key[:3])  # type: ignore[arg-type]
            kind = "useless" if key not in mine else "leaks" if key not in theirs else "differs"
            yield Problem(kind, f"meta.withheld {key} {cell and cell.counts}", mine.get(key), theirs.get(key))  # type: ignore[arg-type]


def program_years(pair: Pair) -> Iterator[Problem]:
    exact = {
        (row["program_id"], row["year"]): row
        for row in rows(
            pair.exact,
            "select program_id, year, rate_low, rate_high, employment_rate from marts.program_year",
        )
    }
    for row in rows(pair.public, "from marts.program_year"):
        key = row["program_id"], row["year"]
        where = f"program_year {key}"
        cell = pair.of_series(*key)
        yield from counts_of(
            cell, where, row, {name: name for name in ("graduates", "placed", "employed", "matched")}
        )
        if cell is None or cell.counts["placed"] is not None:
            yield from rate_of(cell, where, row, "employment_rate", "placed", "graduates")
        yield from rate_of(cell, where, row, "matched_rate", "matched", "employed")
        is_shown = bool(cell and cell.shown("placed") and cell.shown("graduates"))
        for end in ("rate_low", "rate_high"):
            yield from one(f"{where} {end}", exact[key][end], is_shown, row[end])
    found = pair.public.execute("select count(*) from marts.program_year").fetchone()
    if found != (len(exact),):
        yield Problem("differs", "program_year rows", len(exact), found)


def intakes(pair: Pair) -> Iterator[Problem]:
    for row in rows(pair.public, "select program_id, year, intake from marts.program_year"):
        cell = pair.intakes.get((row["program_id"], row["year"]))
        where = f"program_year ({row['program_id']}, {row['year']})"
        yield from counts_of(cell, where, row, {"intake": "graduates"})


def sensitivities(pair: Pair) -> Iterator[Problem]:
    shares = {"employment_rate": "placed", "in_house_share": "in_house", "flexible_rate": "freelance"}
    for row in rows(pair.public, "from marts.rate_sensitivity"):
        cell = pair.cells[row["program_id"], row["year"], row["observation"]]
        where = f"rate_sensitivity {row['program_id'], row['year']}"
        yield from counts_of(
            cell, where, row, {name: name for name in ("graduates", "placed", "in_house", "freelance")}
        )
        for column, part in shares.items():
            yield from rate_of(cell, where, row, column, part, "graduates", has_bounds=False)
        taken: list[str] = ["placed"]
        for column, name in (("rate_without_in_house", "in_house"), ("rate_without_both", "freelance")):
            taken.append(name)
            counts = [cell.counts[measure] for measure in ("graduates", *taken)]
            left = None
            if None not in counts and counts[0]:
                left = max(counts[1] - sum(counts[2:]), 0) / counts[0]  # type: ignore[operator, arg-type]
            is_shown = cell.shown("graduates") and all(cell.shown(measure) for measure in taken)
            yield from one(f"{where} {column}", left, is_shown, row[column])


def signals(pair: Pair) -> Iterator[Problem]:
    for row in rows(pair.public, "from marts.rate_signal"):
        key = row["program_id"], row["year"], row["observation"]
        part = SIGNALS[row["signal"]]
        where = f"rate_signal {key} {row['signal']}"
        cell, before = pair.cells.get(key), pair.cells.get((key[0], key[1] - 1, key[2]))
        if part == "in_house":
            before = None  # the share itself stands beside its line
        for one_cell, ending in ((cell, ""), (before, "_year_before")):
            if one_cell and one_cell.counts[part] is None:
                one_cell = None
            yield from counts_of(
                one_cell, where, row, {f"numerator{ending}": part, f"denominator{ending}": "graduates"}
            )
            yield from rate_of(one_cell, where, row, f"value{ending}", part, "graduates", has_bounds=False)


def covered(pair: Pair, row: Row, observation: str) -> list[Cell]:
    """The cohorts of a result's window, oldest first."""
    first = row["covers_from"] if row["covers_from"] is not None else row["year"]
    found = (pair.cells.get((row["program_id"], year, observation)) for year in range(first, row["year"] + 1))
    return [cell for cell in found if cell is not None]


def criterion_kinds(pair: Pair) -> dict[str, tuple[str, str]]:
    """Criterion → indicator and observation."""
    return {
        name: (indicator, observation or "")
        for name, indicator, observation in pair.exact.execute(
            "select criterion_id, indicator, observation from policy.criterion"
        ).fetchall()
    }


def results_of(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, int, str], Row]:
    found = rows(con, "from marts.criterion_result")
    return {(row["program_id"], row["year"], row["criterion_id"]): row for row in found}


def criteria(pair: Pair) -> Iterator[Problem]:
    """Results of one year: numbers, rates and bounds; `intake` by rule 9."""
    kinds = criterion_kinds(pair)
    exact = {
        (row["program_id"], row["year"], row["criterion_id"]): row
        for row in rows(pair.exact, "from marts.criterion_result")
    }
    for row in rows(pair.public, "from marts.criterion_result"):
        key = row["program_id"], row["year"], row["criterion_id"]
        where, (indicator, observation) = f"criterion_result {key}", kinds[row["criterion_id"]]
        if row["result"] != exact[key]["result"]:
            yield Problem("differs", f"{where} result", exact[key]["result"], row["result"])
        if row["inherited_from"] is not None or (row["window_years"] or 1) > 1:
            continue
        if indicator == "intake":
            cell = pair.intakes.get(key[:2])
            yield from one(
                f"{where} value", exact[key]["value"], bool(cell and cell.shown("graduates")), row["value"]
            )
        elif indicator in PARTS_OF_RATE and row["window_years"] == 1:
            part, whole = PARTS_OF_RATE[indicator]
            cell = pair.cells[row["program_id"], row["year"], observation]
            yield from counts_of(cell, where, row, {"numerator": part, "denominator": whole})
            yield from rate_of(cell, where, row, "value", part, whole)
        elif row["numerator"] is not None or row["denominator"] is not None or row["value"] is not None:
            yield Problem("leaks", where, "no numbers where there is no result", row)


def verdicts(pair: Pair) -> Iterator[Problem]:
    """A verdict gives the numbers of its result, and a pooled interval only of years that are published."""
    kinds = criterion_kinds(pair)
    results = {
        (row["program_id"], row["year"], row["criterion_id"]): row
        for row in rows(pair.public, "from marts.criterion_result")
    }
    exact = {(row["program_id"], row["year"]): row for row in rows(pair.exact, "from marts.verdict")}
    for row in rows(pair.public, "from marts.verdict"):
        key = row["program_id"], row["year"]
        where = f"verdict {key}"
        inside = exact[key]
        for name in ("card", "criterion_id", "window_years", "reason_code", "line"):
            if row[name] != inside[name]:
                yield Problem("differs", f"{where} {name}", inside[name], row[name])
        # a card that stands rests on the result of the year it fired in
        result = results.get((key[0], inside["fired_year"] or key[1], row["criterion_id"]))
        for name in ("numerator", "denominator", "value"):
            is_shown = inside[name] is not None and bool(result and result[name] is not None)
            yield from one(f"{where} {name}", inside[name], is_shown, row[name])
        indicator, observation = kinds.get(row["criterion_id"], ("", ""))
        if indicator in PARTS_OF_RATE and inside["inherited_from"] is None:
            yield from evidence(pair, where, row, inside, PARTS_OF_RATE[indicator], observation)


def evidence(
    pair: Pair, where: str, row: Row, inside: Row, parts: tuple[str, str], observation: str
) -> Iterator[Problem]:
    newest = inside["fired_year"] or row["year"]
    window = [pair.cells.get((row["program_id"], newest - back, observation)) for back in range(3)]
    cells = [cell for cell in window if cell and cell.counts[parts[0]] is not None and cell.counts[parts[1]]]
    is_shown = bool(cells) and all(cell.shown(part) for cell in cells for part in parts)
    for name in ("pooled_numerator", "pooled_denominator", "pooled_low", "pooled_high"):
        yield from one(f"{where} {name}", inside[name], is_shown, row[name])


def pools(pair: Pair) -> Iterator[Problem]:
    """Rule 5: which sums over several years are published."""
    kinds, slack = criterion_kinds(pair), pair.numbers.pool_slack
    exact = {
        (row["program_id"], row["year"], row["criterion_id"]): row
        for row in rows(pair.exact, "from marts.criterion_result")
    }
    taken: dict[str, set[int]] = defaultdict(set)
    waiting: list[tuple[str, str, set[int], Row]] = []
    for row in rows(
        pair.public, "from marts.criterion_result where window_years > 1 and inherited_from is null"
    ):
        key = row["program_id"], row["year"], row["criterion_id"]
        where, inside = f"criterion_result {key} over {row['window_years']} years", exact[key]
        indicator, observation = kinds[row["criterion_id"]]
        part, _ = PARTS_OF_RATE[indicator]
        cells = [cell for cell in covered(pair, row, observation) if cell.counts[part] is not None]
        most = (pair.numbers.min_cohort - 1) * len(cells) - slack
        sides = inside["numerator"], inside["denominator"] - inside["numerator"]
        allowed = (
            all(cell.withheld.get("graduates") == "low" for cell in cells)
            and inside["denominator"] <= most
            and min(sides) > pair.numbers.min_part
        )
        years = {cell.year for cell in cells}
        for name in ("numerator", "denominator", "value"):
            yield from (
                one(f"{where} {name}", inside[name], allowed, row[name]) if row[name] is not None else ()
            )
        if row["numerator"] is None and allowed:
            waiting.append((where, row["program_id"], years, inside))
        elif row["numerator"] is not None:
            if years & taken[row["program_id"]]:
                yield Problem("pool", where, "no year in two pools", sorted(years & taken[row["program_id"]]))
            taken[row["program_id"]] |= years
    for where, program, years, inside in waiting:
        if not years & taken[program]:
            yield Problem("useless", where, (inside["numerator"], inside["denominator"]), None)


def margins(pair: Pair) -> Iterator[Problem]:
    """Rule 3: an exact margin where the rule says so, and nowhere else; stand-ins that follow from it."""
    published = defaultdict(dict)
    for row in rows(pair.public, "from meta.stand_in where cell_kind in ('cohort', 'intake')"):
        published[row["cell_kind"], row["level"], row["year"], row["observation"]][row["count_name"]] = row
    for kind, cells in (("cohort", pair.cells), ("intake", pair.intakes)):
        for stratum, some in pair.strata(iter(cells.values())).items():
            found = published[(kind, *stratum)]
            exact = {measure: row["is_margin_exact"] for measure, row in found.items()}
            stand_ins = stand(some, exact, pair.numbers)
            for measure in MEASURES:
                where = f"stand_in {kind} {stratum} {measure}"
                most = most_of_one(measure, stand_ins, exact, pair.numbers)
                mine = margin(some, measure, most, pair.numbers)
                yield from one_margin(mine, where, found.get(measure), stand_ins.get(measure))


def one_margin(
    mine: Margin | None, where: str, found: Row | None, stand_in: Fraction | None
) -> Iterator[Problem]:
    if mine is None or found is None or stand_in is None:
        if mine is not None or found is not None:
            yield Problem("margin", where, mine, found)
        return
    is_exact = found["is_margin_exact"]
    if mine.meets and not is_exact:
        yield Problem("useless", where, f"an exact margin of {mine.total}, {mine.remainder} withheld", None)
    if mine.breaks and is_exact:
        yield Problem(
            "leaks",
            where,
            f"no margin, {mine.cells} cells of {mine.schools} schools are {mine.remainder}",
            found,
        )
    yield from one(f"{where} margin", mine.total, is_exact, found["margin"])
    if abs(float(stand_in) - found["stand_in"]) > 0.01:
        yield Problem("sum", f"{where} stand-in", float(stand_in), found["stand_in"])


def scopes(pair: Pair) -> dict[str, list[tuple[str, str]]]:
    """Program → the scopes and codes it counts in."""
    region = (pair.exact.execute("select region_code from policy.policy").fetchone() or ("",))[0]
    found = {}
    for row in rows(pair.exact, "from core.program"):
        version = row["catalogue_version"]
        found[row["program_id"]] = [
            ("city", region),
            ("district", row["district_code"]),
            ("institution", row["institution_code"]),
            ("major_class", f"{version}.{row['major_class_code']}" if row["major_class_code"] else None),
            ("major", f"{version}.{row['major_code']}"),
        ]
    return found


def outcomes(pair: Pair) -> Iterator[Problem]:
    """Sums of districts, schools, classes, majors and the city, within one person of rounding."""
    sums: dict[tuple, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    of_program = scopes(pair)
    for cell in pair.cells.values():
        if cell.observation != pair.series[cell.program]:
            continue
        counted = [
            measure
            for whole, part in (("graduates", "placed"), ("employed", "matched"))
            if cell.counts[whole] is not None and cell.counts[part] is not None
            for measure in (whole, part)
        ]
        for scope, code in of_program[cell.program] if counted else ():
            into = sums[cell.year, cell.level, scope, code]
            into["cohorts"] += 1
            into["stand_ins"] += "low" in cell.withheld.values()
            into["small_parts"] += "c" in (cell.withheld.get(name) for name in SUMMED)
            for measure in counted:
                into[measure] += cell.standing[measure]
    for row in rows(pair.public, "from marts.outcome"):
        key = row["year"], row["level"], row["outcome_scope"], row["outcome_scope_code"]
        mine = sums[key]
        is_all_low = mine["stand_ins"] == mine["cohorts"]
        for name in ("cohorts", "stand_ins", "small_parts", "graduates", "placed", "employed", "matched"):
            tolerance = 1 if name in MEASURES else 0
            if row[name] is None and is_all_low:
                continue  # a sum of stand-ins alone says nothing
            yield from one_sum(f"outcome {key} {name}", mine.get(name), row[name], tolerance)
        for rate, part, whole in (
            ("employment_rate", "placed", "graduates"),
            ("matched_rate", "matched", "employed"),
        ):
            if row[rate] is not None and abs(row[rate] - row[part] / row[whole]) > 1e-9:
                yield Problem("differs", f"outcome {key} {rate}", row[part] / row[whole], row[rate])


def one_sum(where: str, mine: Fraction | None, found: int | None, tolerance: int) -> Iterator[Problem]:
    if found is None:
        if mine is not None and mine < Fraction(1, 2):
            yield Problem("zero", where, 0, None)
        elif mine is not None:
            yield Problem("useless", where, float(mine), None)
    elif mine is None or abs(found - mine) > tolerance:
        yield Problem("sum", where, mine and float(mine), found)


def destinations(pair: Pair) -> Iterator[Problem]:
    """Sums of destinations by level and year."""
    sums: dict[tuple, Fraction] = defaultdict(Fraction)
    part_of = {"placed": "placed", "contract": "contract", "flexible": "freelance", "in_house": "in_house"}
    for row in rows(pair.public, "from marts.destination_share"):
        measure = part_of[row["placement_part"]]
        if not sums:
            for cell in pair.cells.values():
                if cell.observation == pair.series[cell.program]:
                    for name, value in cell.standing.items():
                        sums[cell.year, cell.level, name] += value
        mine = sums[row["year"], row["level"], measure]
        if row["numerator"] is None:
            continue  # of stand-ins alone, or nobody
        if abs(row["numerator"] - mine) > 1:
            yield Problem(
                "sum",
                f"destination_share {row['year'], row['level'], measure}",
                float(mine),
                row["numerator"],
            )
