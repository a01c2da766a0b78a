"""What a release publishes of the counts it withholds, as conditions that every other choice of them must fulfil too.

A count is a place in a vector: the withheld ones first, then the published ones they are compared with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from transforms.connecting import attach, read_only
from transforms.disclosure.judged import Bools, Ints, JudgedCounts, PoolRule
from transforms.disclosure.world import CELLS, LIMITS, make_cohort_rates
from transforms.sql_text import selects_in
from transforms.warehouse.making import beside

Key = tuple[Any, ...]  # kind, owner, year, observation, part of, level, measure
KEY = ("kind", "owner_id", "year", "observation", "part_of", "level")

sql_of = selects_in(Path(__file__).with_name("queries"))
IS_REMEMBERED = "select count(*) from duckdb_tables() where schema_name = 'meta' and table_name = 'withheld'"
TELLS_PARTS = "select count(*) > 0 from public.policy.telling_line"
NONE = -1  # no place: the count was not delivered
# measure → its wholes, nearest first
WHOLES = {
    "graduates": (),
    "placed": ("graduates",),
    "employed": ("placed", "graduates"),
    "matched": ("employed", "placed", "graduates"),
    "contract": ("employed", "placed", "graduates"),
    "freelance": ("employed", "placed", "graduates"),
    "in_house": ("contract", "employed", "placed", "graduates"),
}
MEASURES = tuple(WHOLES)
NUMBER = {measure: number for number, measure in enumerate(MEASURES)}


def is_remembered(public: Path) -> bool:
    """Was the public file made by rules that say what is withheld in it?"""
    with read_only(public) as con:
        return con.execute(IS_REMEMBERED).fetchall() == [(1,)]


class Facts:
    """Of one release: keys and exact values of its withheld counts, and what is published of them.

    low, high: the bounds that the mark of each states. sums: places whose sum is published. tells_parts: whether the
    policy accepts, by name, lines that tell parts of few.
    """

    def __init__(self, warehouse: Path, public: Path) -> None:
        with beside(warehouse, "exact") as con:
            attach(con, public, "public")
            self.limits = _limits(con)
            self.tells_parts = con.execute(TELLS_PARTS).fetchall() == [(True,)]
            cells = _rows(con, sql_of("withheld_cell"))
            self._read_cells(cells)
            self._bound(cells)
            self.shown_large = {
                tuple(row[:-1]): row[-1] for row in con.execute(sql_of("larger_industry")).fetchall()
            }
            hidden_majors = set(con.execute(sql_of("unknown_major")).fetchall())
            self._read_margins(
                con.execute("from public.meta.stand_in").df().to_dict("records"), hidden_majors
            )
            hidden = {name: [key[at] for key in self.keys] for at, name in enumerate((*KEY, "measure"))}
            con.register("hidden", _frame(hidden | {"place": list(range(len(self.keys)))}))
            rule = PoolRule(self.limits["min_cohort"], self.limits["min_part"], self.limits["pool_slack"])
            self.judged = JudgedCounts(_rows(con, sql_of("judged_count")), self.is_low, rule)
            self.said = self.judged.said(self.value)
            self._read_pools(con.execute(sql_of("published_pool")).fetchall())
        self.inside = self._inside(self.value)

    def _read_cells(self, cells: Mapping[str, Any]) -> None:
        """Places of the counts of each withheld cell: `slots` has one row per cell and one column per measure."""
        exact = np.column_stack([np.asarray(cells[name], dtype=np.float64) for name in MEASURES])
        hidden = np.column_stack([[name in measures for measures in cells["measures"]] for name in MEASURES])
        hidden = hidden.reshape(exact.shape).astype(bool)
        self.slots = np.full(exact.shape, NONE, dtype=np.int64)
        self.slots[hidden] = np.arange(hidden.sum())
        shown = ~hidden & ~np.isnan(exact)
        self.slots[shown] = hidden.sum() + np.arange(shown.sum())
        self.constants: Ints = exact[shown].astype(np.int64)
        self.value: Ints = exact[hidden].astype(np.int64)
        names = list(zip(*(cells[name] for name in KEY), strict=True))
        row, column = np.nonzero(hidden)
        self.keys: list[Key] = [(*names[r], MEASURES[c]) for r, c in zip(row, column, strict=True)]
        self.cell_of, self.measure = row, column
        self.is_low: Bools = np.asarray(cells["is_low"], dtype=bool)[row]
        self.exact, self.hidden = exact, hidden
        # as they were delivered: the counts of each cell, by which one that did not change is known
        self.delivered = dict(zip(names, map(tuple, np.nan_to_num(exact, nan=-1).tolist()), strict=True))
        self.shown = dict(zip(names, map(tuple, np.where(hidden, np.nan, exact).tolist()), strict=True))
        self.parts = self._ordered()
        self.triples = self._three_parts()

    def _ordered(self) -> Ints:
        """Pairs of places of which the first is a part of the second, wherever it is no greater."""
        found = []
        for part, wholes in WHOLES.items():
            for whole in wholes:
                pair = self.slots[:, [NUMBER[part], NUMBER[whole]]]
                counts = self.exact[:, [NUMBER[part], NUMBER[whole]]]
                said = (pair >= 0).all(axis=1) & (pair < len(self.value)).any(axis=1)
                found.append(pair[said & (counts[:, 0] <= counts[:, 1])])
        return np.concatenate(found)

    def _three_parts(self) -> Ints:
        """Places of contract, freelance and the nearest whole of both, which is no smaller than the two together."""
        whole = np.full(len(self.slots), NONE)
        for measure in reversed(WHOLES["contract"]):
            there = self.slots[:, NUMBER[measure]]
            whole = np.where(there >= 0, there, whole)
        places = np.column_stack([self.slots[:, [NUMBER["contract"], NUMBER["freelance"]]], whole])
        said = (places >= 0).all(axis=1) & (places < len(self.value)).any(axis=1)
        counts = np.append(self.value, self.constants)[places]
        return places[said & (counts[:, 0] + counts[:, 1] <= counts[:, 2])]

    def _bound(self, cells: Mapping[str, Any]) -> None:
        """The bounds of each count that its mark states: of a cohort, of its parts, of a small part and its sibling."""
        most, least = int(self.limits["min_part"]), 1 - int(self.limits["zero_is_small"])
        top = int(self.limits["min_cohort"]) - 1
        shown = np.where(self.hidden, np.nan, self.exact)
        whole = np.full(self.exact.shape, np.nan)
        for part, wholes in WHOLES.items():
            for name in reversed(wholes):
                column = shown[:, NUMBER[name]]
                whole[:, NUMBER[part]] = np.where(np.isnan(column), whole[:, NUMBER[part]], column)
        # beside published contracts, what is left of the employed is the whole of flexible work
        whole[:, NUMBER["freelance"]] -= np.nan_to_num(shown[:, NUMBER["contract"]])
        employed = NUMBER["employed"]
        few = np.where(
            self.hidden[:, employed] & (self.exact[:, employed] <= most) & ~(whole[:, employed] <= 2 * most),
            most,
            whole[:, NUMBER["matched"]],
        )
        is_of_few = ((few >= 1) & (few <= 2 * most))[self.cell_of] & (self.measure > employed)
        # or one in flexible work beside contracts that leave no more of the employed than that
        employed_hidden = self.hidden[:, employed] & self.hidden[:, NUMBER["contract"]]
        left_of_contracts = whole[:, NUMBER["contract"]] - self.exact[:, NUMBER["contract"]]
        is_forced = (
            employed_hidden & (left_of_contracts <= most) & (self.exact[:, NUMBER["freelance"]] <= most)
        )
        forced = ~is_of_few & is_forced[self.cell_of] & (self.measure == NUMBER["freelance"])
        of = np.where(is_of_few, few[self.cell_of], whole[self.cell_of, self.measure])
        of = np.where(forced, most, of)
        is_of_few |= forced
        left, count = of - self.value, self.value
        # of so few that all parts go; both can be small, the part is, its sibling is; it goes with another part
        is_small, is_rest = (count >= least) & (count <= most), (left >= least) & (left <= most)
        kinds = [is_of_few, of <= 2 * most, is_small, is_rest]
        low = np.select(kinds, [0 * of, np.minimum(least, of - most), least, of - most], count - most)
        high = np.select(kinds, [of, np.maximum(most, of - least), most, of - least], count + most)
        high = np.fmin(high, of)
        given = ~np.isnan(self.exact)
        first = given & (np.cumsum(given, axis=1) == 1)
        is_size = self.is_low & first[self.cell_of, self.measure]
        self.is_size: Bools = is_size
        # a cell that goes with others that are too few may be larger than they
        is_large = self.is_low & (self.value > top)
        large = np.isin(self.cell_of, self.cell_of[is_large & is_size])
        ceiling = np.where(large, np.iinfo(np.int64).max // 4, top)
        floor = np.where(is_size, np.where(large, top + 1, 1), 0)
        self.low: Ints = np.where(self.is_low, floor, np.nan_to_num(low).clip(0)).astype(np.int64)
        self.high: Ints = np.where(self.is_low, ceiling, np.nan_to_num(high)).astype(np.int64)

    def _read_margins(self, stand_ins: list[dict[str, Any]], hidden_majors: set[Key]) -> None:
        """The margin of each withheld count, what is known of its remainder, and the sums that are published.

        hidden_majors: owner, year, level and measure of those whose sum over the industries nothing says.
        """
        of = {self._margin(key): None for key in self.keys}
        number = {margin: at for at, margin in enumerate(of)}
        self.margin_of = np.array([number[self._margin(key)] for key in self.keys], dtype=np.int64)
        size, slack = len(number), self.limits["margin_slack"]
        cells = np.bincount(self.margin_of, self.is_low, size)
        middle = np.where(self.is_low, 0, (self.low + self.high) / 2)
        self.offset = np.bincount(self.margin_of, middle, size)
        measures = [margin[-1] for margin in number]
        self.whole = np.array(
            [number.get((*m[:-1], WHOLES[m[-1]][0]) if WHOLES[m[-1]] else (), NONE) for m in number],
            dtype=np.int64,
        )
        of_whole = np.array([bool(WHOLES[measure]) for measure in measures], dtype=bool)
        self.least = np.where(of_whole, 0, cells) + slack
        self.most = cells * (self.limits["min_cohort"] - 1)
        self.room = slack
        known = {
            (row["cell_kind"], row["level"], row["year"], row["observation"], row["count_name"]): row
            for row in stand_ins
        }
        rows = [known.get(margin, {}) for margin in number]
        exact = np.array([bool(row) and bool(row["is_margin_exact"]) for row in rows], dtype=np.bool_)
        enough = np.array(
            [
                bool(row)
                and row["withheld_cells"] >= self.limits["margin_cells"]
                and row["withheld_schools"] > self.limits["margin_schools"]
                for row in rows
            ],
            dtype=bool,
        )
        self.watched = enough & ~exact
        # the graduates of a major by industry add up to those its programs publish, and so do those of all majors
        of_majors = np.array([margin[0] == "employer" for margin in number], dtype=bool)
        self.sums = [np.flatnonzero(self.margin_of == at) for at in np.flatnonzero(exact & ~of_majors)]
        majors: dict[Key, list[int]] = defaultdict(list)
        for place, (kind, owner, year, observation, _, level, measure) in enumerate(self.keys):
            if kind == "employer":
                majors[owner, year, observation, level, measure].append(place)
        self._read_majors({key: np.array(places) for key, places in majors.items() if key[-1] == "graduates"})
        # where a program withholds them, only the margin says what the majors of which that is so have together
        unknown: dict[Key, list[int]] = defaultdict(list)
        for key in [key for key in majors if (key[0], key[1], key[3], key[4]) in hidden_majors]:
            for place in majors.pop(key):
                unknown[self._margin(self.keys[place])].append(place)
        self.sums += [np.array(places) for places in [*majors.values(), *unknown.values()]]

    def _read_majors(self, majors: Mapping[Key, Ints]) -> None:
        """Of each major with small industries and larger ones: which of the larger go too, as is published.

        The next larger one, by code, goes while the small ones add up to too few or too many (disclosure.marked_cell).
        """
        top, most = int(self.limits["min_cohort"]) - 1, int(self.limits["min_part"])
        small_alone: list[Ints] = []
        self.beside: list[tuple[Ints, Ints, bool]] = []
        for key, places in majors.items():
            small, large = places[self.low[places] <= top], places[self.low[places] > top]
            shown = self.shown_large.get(key[:-1], 0)
            if len(large):
                # not one that went in the release before and stays withheld for that alone
                if self._goes(self.value, small, large, is_more=shown > 0):
                    self.beside.append((small, large, shown > 0))
            elif len(small) > 1 and shown:
                small_alone.append(small)
        sizes = np.array([len(small) for small in small_alone], dtype=np.int64)
        self.alone_in = np.repeat(np.arange(len(sizes)), sizes)
        self.alone_at = np.concatenate([np.array([], dtype=np.int64), *small_alone])
        self.few, self.many = sizes + most, sizes * top - most

    def _goes_otherwise(self, counts: Ints) -> Ints:
        """Places of the small industries beside which other larger ones would go."""
        together = np.bincount(self.alone_in, counts[self.alone_at], len(self.few))
        outside = (together < self.few) | (together > self.many)
        bad = [self.alone_at[outside[self.alone_in]]]
        for small, large, is_more in self.beside:
            if not self._goes(counts, small, large, is_more=is_more):
                bad += [small, large]
        return np.concatenate(bad)

    def _goes(self, counts: Ints, small: Ints, large: Ints, *, is_more: bool) -> bool:
        """Do just these larger industries go beside the small ones? is_more: whether there are others that do not."""
        least, most = int(self.limits["min_cohort"]), int(self.limits["min_part"])
        few, many = len(small) + most, len(small) * (least - 1) - most
        known = counts[small].sum() + np.cumsum(counts[large] - least)
        return bool(
            len(small) > 0
            and (len(small) == 1 or not few <= counts[small].sum() <= many)
            and (known[:-1] < few).all()
            and (not is_more or known[-1] >= few)
        )

    @staticmethod
    def _margin(key: Key) -> Key:
        kind, _, year, observation, _, level, measure = key
        return (kind, level, year, observation, measure)

    def _read_pools(self, pools: list[tuple[Any, ...]]) -> None:
        for program, year, criterion, covers_from in pools:
            series = self.judged.series.get((program, criterion, "ratio"))
            if series is not None:
                first = self.judged.first_year
                for places in self.judged.members(series, covers_from - first, year - first):
                    self.sums.append(places[places >= 0])

    def _inside(self, counts: Ints) -> Bools:
        """Of each margin: does its remainder lie far enough from its lower, and from its upper end? two rows."""
        size = len(self.watched)
        remainder = np.bincount(self.margin_of, counts, size) - self.offset
        most = np.where(self.whole >= 0, remainder[self.whole], self.most)
        return np.vstack([remainder >= self.least, remainder + self.room <= most]) & self.watched

    def broken(self, counts: Ints, before: Ints) -> Bools:
        """Which withheld counts stand in a condition that these counts do not fulfil, and `before` did."""
        bad = np.zeros(len(counts) + len(self.constants) + 1, dtype=bool)
        bad[: len(counts)] = (counts < self.low) | (counts > self.high)
        both = np.append(counts, self.constants)
        part, whole = self.parts.T
        bad[self.parts[both[part] > both[whole]]] = True
        one, other, of = self.triples.T
        bad[self.triples[both[one] + both[other] > both[of]]] = True
        bad[: len(counts)] |= self._across(counts, before)
        bad[self._goes_otherwise(counts)] = True
        series = (self.judged.said(counts) != self.said).any(axis=1)
        for places in (self.judged.top[series], self.judged.bottom[series]):
            bad[places] = True  # NONE is the last, which is none of the counts
        return bad[: len(counts)]

    def _across(self, counts: Ints, before: Ints) -> Bools:
        """Counts that drove the remainder of a margin across one of its ends: those that grew, or those that shrank."""
        now, size = self._inside(counts), len(self.watched)
        grown, shrunk = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        grown |= (now[0] & ~self.inside[0]) | (self.inside[1] & ~now[1])
        shrunk |= (self.inside[0] & ~now[0]) | (now[1] & ~self.inside[1])
        # a whole is an upper end: it moves the other way
        for ours, theirs in ((now[1] & ~self.inside[1], grown), (self.inside[1] & ~now[1], shrunk)):
            theirs[self.whole[ours & (self.whole >= 0)]] = True
        return (grown[self.margin_of] & (counts > before)) | (shrunk[self.margin_of] & (counts < before))


def _limits(con: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """Makes the cells of disclosure, and what they are judged by; returns the numbers of disclosure in force."""
    for table in ("policy.parameter", "policy.criterion", "policy.criterion_window", "meta.run"):
        con.execute(f"create view {table} as from exact.{table}")
    make_cohort_rates(con, "cohort_rate")
    for name in (LIMITS, "disclosure.cell"):
        sql = (CELLS / f"{name}.sql").read_text(encoding="utf-8")
        con.execute(f"create table {name.removeprefix('disclosure.')} as {sql}")
    row = con.sql("from limit_")
    [values] = row.fetchall()
    return dict(zip(row.columns, values, strict=True))


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    """Column → its values; a number that is missing is NaN."""
    frame = con.execute(sql).df()
    return {name: frame[name].to_numpy() for name in frame.columns}


def _frame(columns: Mapping[str, list[Any]]) -> Any:
    import pandas as pd

    return pd.DataFrame(columns)
