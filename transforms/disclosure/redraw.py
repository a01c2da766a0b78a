"""Other counts that fulfil everything published of one release, or of two: a random walk from the true ones.

A step lets persons go from one cell to another, so that every published sum stays, and takes back what would break
another condition (facts.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from transforms.disclosure.facts import MEASURES, Facts, Key
from transforms.disclosure.judged import Bools, Ints

STEPS = (1, 1, 1, 2, 3)  # persons that go at once
TRIES, DEPTH, MOVES = 12, 8, 6  # of the search for moves of cells that stand in sums of their own
PASSES = 4  # profiles that one redraw tries
SHARES = (0.5, 0.2, 0.05)  # of the moves that are searched for by name, at once
FEW = 150  # of them one by one
ANEW = 5  # rounds of the search after which it begins from the true counts again
SPAN = 63  # so many values beside each other are told apart
# who goes: the measures a person is counted in, or where one count takes from another
PERSONS = [
    *([measure] for measure in MEASURES),
    ["graduates", "placed"],
    ["graduates", "placed", "employed"],
    ["graduates", "placed", "employed", "matched"],
    ["graduates", "placed", "employed", "contract"],
    ["graduates", "placed", "employed", "freelance"],
    ["graduates", "placed", "employed", "matched", "contract"],
    ["graduates", "placed", "employed", "matched", "contract", "in_house"],
    ["placed", "employed"],
    ["placed", "employed", "matched"],
    ["placed", "employed", "matched", "contract"],
    ["employed", "matched"],
    ["employed", "contract"],
    ["employed", "matched", "contract"],
    ["contract", "in_house"],
]
Profile = dict[str, int]
PROFILES: list[Profile] = [dict.fromkeys(measures, 1) for measures in PERSONS]
PROFILES.append({"contract": 1, "freelance": -1})


@dataclass(frozen=True)
class Moves:
    """Changes of counts: in which move, at which place, by how many persons."""

    move: Ints
    place: Ints
    change: Ints

    @classmethod
    def of(cls, moves: Iterable[dict[int, int]]) -> Moves:
        flat = [(number, place, by) for number, move in enumerate(moves) for place, by in move.items()]
        return cls(*np.array(flat, dtype=np.int64).reshape(-1, 3).T)


@dataclass(frozen=True)
class Going:
    """One profile: the places that change in each cell with it, by how much; cells by the sums they stand in."""

    places: Ints
    changes: Ints
    group: Ints
    is_free: Bools


class Redraws:
    """Withheld counts of a release, and of the one before where there is one. A count that did not change is one.

    counts: as they are drawn now. seen: how many values each has had, the true one among them.
    """

    def __init__(self, releases: Sequence[Facts], seed: int) -> None:
        self.releases, self.random = releases, np.random.default_rng(seed)
        self.keys: list[Key] = []
        self._join()
        self.counts = self.true.copy()
        self._values = np.full(len(self.true), np.uint64(1) << np.uint64(SPAN // 2), dtype=np.uint64)
        self._sum()
        self._unite()
        self.going = [self._going(profile) for profile in PROFILES]
        self.special = Moves.of(self._special())

    def of(self, release: int) -> dict[Key, int]:
        """The counts of a release as they are drawn now."""
        facts, counts = self.releases[release], self.counts[self.places[release]]
        return dict(zip(facts.keys, counts.tolist(), strict=True))

    @property
    def seen(self) -> Ints:
        return np.bitwise_count(self._values).astype(np.int64)

    def redraw(self, times: int) -> None:
        """Walk on so many steps; every one is a redraw of its own."""
        for _ in range(times):
            for profile in self.random.choice(len(self.going), PASSES, replace=False):
                self._step(self._pairs(self.going[profile]))
            if len(self.special.move):
                self._step(self.special, self.random.random(self.special.move.max() + 1) < 0.2)

    def search(self, wanted: Ints, rounds: int) -> Ints:
        """Move counts that had too few values by name; returns those that still have. wanted: values of each count."""
        for number_of_round in range(1, rounds + 1):
            if number_of_round % ANEW == 0:
                # a walk may have come to where little moves; the true counts are one step away from their neighbours
                self.counts = self.true.copy()
            places = np.flatnonzero(self.seen < wanted)
            if not len(places):
                break
            asked = [(unit, profile) for at in places for unit in self.units_of[at] for profile in PROFILES]
            having = [(unit, profile) for unit, profile in asked if profile.keys() <= self.units[unit].keys()]
            again = max(1, FEW // len(having))
            found = [move for unit, profile in having * again if (move := self._repaired(unit, profile))]
            moves = Moves.of(found)
            for share in SHARES:
                self._step(moves, self.random.random(len(found)) < share)
            for number in self.random.permutation(len(found))[:FEW]:
                self._step(Moves.of([found[number]]))
            self.redraw(1)
        return np.flatnonzero(self.seen < wanted)

    def broken(self, counts: Ints) -> Bools:
        """Which counts stand in a condition of a release that these counts do not fulfil."""
        bad = np.zeros(len(counts), dtype=bool)
        for facts, places in zip(self.releases, self.places, strict=True):
            bad[places[facts.broken(counts[places], self.counts[places])]] = True
        one, other = self.differing.T
        bad[self.differing[counts[one] == counts[other]]] = True
        return bad

    def _join(self) -> None:
        """Counts of all releases in one vector; those of an earlier one that differ, or are only there, follow."""
        place_of: dict[Key, int] = {}
        newest = self.releases[0]
        true: list[int] = []
        differing, self.places = [], []
        for facts in self.releases:
            places = []
            for key, count, is_low in zip(facts.keys, facts.value.tolist(), facts.is_low, strict=True):
                place = place_of.get(key)
                # of a cohort that is published nobody knows whether a part is the same, once anything of it changed
                is_one = is_low or facts.delivered[key[:-1]] == newest.delivered.get(key[:-1])
                if place is not None and not is_one:
                    # that it was delivered otherwise shows in what is published, or else in what is withheld of it
                    if true[place] != count and _is_shown_alike(
                        facts.shown[key[:-1]], newest.shown[key[:-1]]
                    ):
                        differing.append((place, len(true)))
                    self.keys.append(key)
                    true.append(count)
                    places.append(len(true) - 1)
                    continue
                if place is None or true[place] != count:
                    if place is not None:
                        differing.append((place, len(true)))
                    place = place_of.setdefault(key, len(true)) if place is None else len(true)
                    self.keys.append(key)
                    true.append(count)
                places.append(place)
            self.places.append(np.array(places, dtype=np.int64))
        self.differing = np.array(differing, dtype=np.int64).reshape(-1, 2)
        self.true: Ints = np.array(true, dtype=np.int64)

    def _sum(self) -> None:
        """The published sums, and in which of them each count stands."""
        self.sums = [
            places[members]
            for facts, places in zip(self.releases, self.places, strict=True)
            for members in facts.sums
        ]
        self.sums_of: list[list[int]] = [[] for _ in self.true]
        for number, members in enumerate(self.sums):
            for place in members.tolist():
                self.sums_of[place].append(number)

    def _unite(self) -> None:
        """The places of each cell by measure: of each release, and of both where counts of it differ."""
        cells: dict[Key, list[dict[str, list[int]]]] = defaultdict(list)
        for facts, places in zip(self.releases, self.places, strict=True):
            of_release: dict[Key, dict[str, list[int]]] = defaultdict(dict)
            for key, place in zip(facts.keys, places.tolist(), strict=True):
                of_release[key[:-1]][key[-1]] = [place]
            for cell, unit in of_release.items():
                if unit not in cells[cell]:
                    cells[cell].append(unit)
        for units in cells.values():
            if len(units) > 1:
                measures = dict.fromkeys(measure for unit in units for measure in unit)
                units.append({m: sorted({p for unit in units for p in unit.get(m, ())}) for m in measures})
        self.units = [unit for units in cells.values() for unit in units]
        self.units_of: list[list[int]] = [[] for _ in self.true]
        for number, unit in enumerate(self.units):
            for at in unit.values():
                for place in at:
                    self.units_of[place].append(number)

    def _move(self, unit: int, profile: Profile, by: int) -> dict[int, int]:
        return {place: by * sign for measure, sign in profile.items() for place in self.units[unit][measure]}

    def _left(self, move: dict[int, int]) -> dict[int, int]:
        """Sums that a move changes, and by how much."""
        left: dict[int, int] = defaultdict(int)
        for place, by in move.items():
            for number in self.sums_of[place]:
                left[number] += by
        return {number: by for number, by in left.items() if by}

    def _having(self, profile: Profile) -> list[int]:
        return [number for number, unit in enumerate(self.units) if profile.keys() <= unit.keys()]

    def _going(self, profile: Profile) -> Going:
        moves = [self._move(unit, profile, 1) for unit in self._having(profile)]
        signs = [tuple(sorted(self._left(move).items())) for move in moves]
        number_of = {name: number for number, name in enumerate(dict.fromkeys(signs))}
        width = max(map(len, moves), default=1)
        # a shorter one moves the place after the last, which is no count
        filled = [[*move.items(), *[(len(self.true), 0)] * (width - len(move))] for move in moves]
        both = np.array(filled, dtype=np.int64).reshape(len(moves), width, 2)
        group = np.array([number_of[name] for name in signs], dtype=np.int64)
        return Going(both[:, :, 0], both[:, :, 1], group, np.array([not name for name in signs], dtype=bool))

    def _pairs(self, going: Going) -> Moves:
        """A person more in one cell and one less in another that stands in the same sums; alone where there is none."""
        size = len(going.group)
        order = np.lexsort((self.random.random(size), going.group))
        first = np.flatnonzero(going.group[order][:-1] == going.group[order][1:])
        first = first[(first % 2 == self.random.integers(2)) & ~going.is_free[order[first]]]
        free = np.flatnonzero(going.is_free & (self.random.random(size) < 0.5))
        one, other = order[first], order[first + 1]
        count = len(one) + len(free)
        by = (self.random.choice(STEPS, count) * self.random.choice((1, -1), count))[:, None]
        number = np.arange(count)
        cells = np.concatenate([one, free, other])
        changes = going.changes[cells] * np.concatenate([by, -by[: len(one)]])
        move = np.concatenate([number, number[: len(one)]])[:, None] + 0 * changes
        return Moves(move.ravel(), going.places[cells].ravel(), changes.ravel())

    def _special(self) -> list[dict[int, int]]:
        """Moves of cells that share all their sums with no other cell: several are moved, until every sum stays."""
        found = []
        for profile, going in zip(PROFILES, self.going, strict=True):
            sizes = np.bincount(going.group) if len(going.group) else going.group
            for unit, group, free in zip(self._having(profile), going.group, going.is_free, strict=True):
                if sizes[group] == 1 and not free:
                    found += [move for _ in range(MOVES) if (move := self._repaired(unit, profile))]
        return found

    def _repaired(self, unit: int, profile: Profile) -> dict[int, int] | None:
        move = self._move(unit, profile, int(self.random.choice((1, -1))))
        for _ in range(DEPTH):
            left = self._left(move)
            if not left:
                return move
            number = sorted(left)[int(self.random.integers(len(left)))]
            tried = []
            for place in self.random.choice(self.sums[number], TRIES).tolist():
                other = int(self.random.choice(self.units_of[place]))
                if place not in move and profile.keys() <= self.units[other].keys():
                    sign = profile[self.keys[place][-1]]
                    more = self._move(other, profile, -sign if left[number] > 0 else sign)
                    tried.append({**more, **move})
            if not tried:
                return None
            move = min(tried, key=lambda made: len(self._left(made)))
        return None

    def _step(self, moves: Moves, chosen: Bools | None = None) -> None:
        """Make the moves, or the chosen ones, but for those that touch a condition which then is broken."""
        if not len(moves.move):
            return
        if chosen is None:
            chosen = np.ones(moves.move.max() + 1, dtype=bool)
        size = len(self.counts)
        while chosen.any():
            by = np.bincount(moves.place, moves.change * chosen[moves.move], size + 1)[:size]
            counts = self.counts + by.astype(np.int64)
            bad = np.append(self.broken(counts), False)
            if not bad.any():
                self.counts = counts
                shift = np.clip(counts - self.true + SPAN // 2, 0, SPAN).astype(np.uint64)
                self._values |= np.uint64(1) << shift
                return
            before = chosen.sum()
            chosen[moves.move[bad[moves.place]]] = False
            if chosen.sum() == before:
                return


def _is_shown_alike(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the counts that are published of a cell, NaN for others, are the same in two releases."""
    return all(a == b or (a != a and b != b) for a, b in zip(one, other, strict=True))
