"""Where graduates went, as the data centre delivers it: the last cohorts by their employers' section, and one row per
graduate, as many as asked for.

Those whose work matches their major go where its class is meant for, more or less; the others mostly where the city
hires anyone. Those who work for themselves have no employer.

The rows per graduate say what the employment tables say: each cohort gets its share of the rows, and inside it each
destination its share, to the nearest person (largest remainder). They are written in pieces so that memory does not
grow with the number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.methods.apportionment import proportional
from transforms.sample.facts import CityFacts, Major
from transforms.sample.forms.writing import LEVEL_WORDS, Table, form, source_facts, table_of, write_source
from transforms.sample.offices.education import DATA_CENTRE
from transforms.sample.schools.cohorts import Cohort

COHORTS = 3
# where graduates work whose major does not matter: shares of them by section
ANYONE = {"F": 0.30, "H": 0.20, "L": 0.18, "O": 0.14, "G": 0.10, "C": 0.08}
# of those whose work does not match, who works beside those whose work does
OTHER_WORK_THERE = 0.25
# how far the industries of matched work lie from what the experts say, each way
OTHER_THAN_EXPECTED = 0.4


def employer_table(facts: CityFacts, cohorts: Iterable[Cohort], last: int, rng: np.random.Generator) -> Table:
    """One row per major, cohort of the last years and section where anyone works; one more for no employer."""
    own: defaultdict[tuple[Major, int], list[Cohort]] = defaultdict(list)
    for cohort in cohorts:
        if cohort.cohort_year > last - COHORTS:
            own[cohort.major, cohort.cohort_year].append(cohort)
    sections = [code for code, _ in facts.industries]
    # `meant`: what the class of each major is meant for; what maps nowhere goes where anyone goes
    anyone = np.array([ANYONE.get(code, 0.0) for code in sections])
    meant: defaultdict[tuple[str, str], npt.NDArray[np.float64]] = defaultdict(
        lambda: np.zeros(len(sections))
    )
    for w in facts.crosswalk:
        place = np.array([float(code == w.industry_code) for code in sections]) if w.industry_code else anyone
        meant[w.catalogue_version, w.major_class_code] += w.weight * place
    tilts = {
        key: rng.uniform(1 - OTHER_THAN_EXPECTED, 1 + OTHER_THAN_EXPECTED, len(sections))
        for key in sorted(meant)
    }
    rows: list[tuple[Any, ...]] = []
    for major, year in sorted(own, key=lambda key: (key[0].key, key[1])):
        today = own[major, year][0].program.major  # experts map the catalogues in force
        of_class = today.catalogue_version, today.major_class_code
        weights = meant[of_class] * tilts[of_class]
        entry = (major.catalogue_version, major.major_code, major.major_name, LEVEL_WORDS[major.level], year)
        rows += [
            (*entry, code, employed, matched)
            for code, employed, matched in _divided(own[major, year], sections, weights, anyone)
        ]
    path = f"employer_industry/{last - COHORTS + 1}—{last}届毕业生就业单位行业分布.csv"
    return table_of(path, DATA_CENTRE, date(last + 1, 1, 25), rows)


def _divided(
    cohorts: list[Cohort],
    sections: list[str],
    weights: npt.NDArray[np.float64],
    anyone: npt.NDArray[np.float64],
) -> Iterator[tuple[str | None, int, int]]:
    """Section (none: no employer), employed and matched graduates; they sum to those of the cohorts."""
    employed, matched = (sum(getattr(cohort, part) for cohort in cohorts) for part in ("employed", "matched"))
    alone = min(employed, sum(cohort.self_employed + cohort.freelance for cohort in cohorts))
    alone_matched = matched * alone // employed if employed else 0
    hired_matched = np.asarray(proportional(list(weights), matched - alone_matched))
    mixed = (1 - OTHER_WORK_THERE) * anyone + OTHER_WORK_THERE * weights / weights.sum()
    hired_other = np.asarray(proportional(list(mixed), employed - alone - matched + alone_matched))
    for code, own_matched, other in zip(sections, hired_matched.tolist(), hired_other.tolist(), strict=True):
        if own_matched + other:
            yield code, own_matched + other, own_matched
    if alone:
        yield None, alone, alone_matched


ROWS_IN_MEMORY = 1 << 20
ROWS_PER_FILE = 25 << 20
PSEUDONYM_DIGITS = 12
# destination code of each part of a cohort; a part split over several codes takes them in these shares
DESTINATIONS: dict[str, tuple[tuple[str, float], ...]] = {
    "contract_elsewhere": (("10", 0.45), ("11", 0.40), ("12", 0.15)),
    "in_house": (("27", 1.0),),
    "self_employed": (("75", 1.0),),
    "freelance": (("76", 1.0),),
    "further_study": (("80", 0.94), ("85", 0.06)),
    "awaiting_employment": (("70", 1.0),),
    "preparing_further_study": (("71", 1.0),),
    "other_not_employed": (("72", 1.0),),
}
CODES = [code for shares in DESTINATIONS.values() for code, _ in shares]
EMPLOYED_CODES = np.array([code in ("10", "11", "12", "27", "75", "76") for code in CODES])


@dataclass(frozen=True)
class Cells:
    """How many rows of each kind: one entry per cohort, destination and match, in the order of cohorts."""

    cohort: np.ndarray
    destination: np.ndarray
    is_matched: np.ndarray
    rows: np.ndarray


def write_graduates(
    facts: CityFacts, cohorts: list[Cohort], graduates: int, out: Path, rng: np.random.Generator
) -> None:
    """Write `graduates` rows below `out`/graduate, a file per cohort year or several."""
    cohorts = sorted(cohorts, key=lambda cohort: cohort.key[::-1])
    cells = make_cells(cohorts, graduates)
    years = np.array([cohort.cohort_year for cohort in cohorts])[cells.cohort]
    first_row = 0
    for year in sorted(set(years.tolist())):
        of_year = Cells(*(column[years == year] for column in vars(cells).values()))
        total = int(of_year.rows.sum())
        for part, start in enumerate(range(0, total, ROWS_PER_FILE), start=1):
            stop = min(start + ROWS_PER_FILE, total)
            batches = _batches(facts, cohorts, of_year, start, stop, first_row, rng)
            _write(year, part, batches, out)
        first_row += total


def make_cells(cohorts: list[Cohort], graduates: int) -> Cells:
    """Share the rows out over cohorts, then destinations, then matched and not matched."""
    shares = proportional([cohort.graduates for cohort in cohorts], graduates)
    entries = [
        (index, destination, is_matched, rows)
        for index, (cohort, share) in enumerate(zip(cohorts, shares, strict=True))
        for destination, is_matched, rows in _cells_of(cohort, int(share))
    ]
    cohort_index, destination, is_matched, rows = zip(*entries, strict=True)
    return Cells(*(np.array(column) for column in (cohort_index, destination, is_matched, rows)))


def _cells_of(cohort: Cohort, rows: int) -> Iterator[tuple[int, bool, int]]:
    parts = proportional([getattr(cohort, part) for part in DESTINATIONS], rows)
    counts = np.concatenate(
        [
            proportional([share for _, share in shares], int(part))
            for part, shares in zip(parts, DESTINATIONS.values(), strict=True)
        ]
    )
    # those whose work matches are counted off the employed destinations in their order
    employed = int(counts[EMPLOYED_CODES].sum())
    matched = round(employed * cohort.matched / cohort.employed) if cohort.employed else 0
    for destination, count in enumerate(counts.tolist()):
        here = min(matched, count) if EMPLOYED_CODES[destination] else 0
        matched -= here
        for is_matched, number in ((True, here), (False, count - here)):
            if number:
                yield destination, is_matched, number


def _batches(
    facts: CityFacts,
    cohorts: list[Cohort],
    cells: Cells,
    start: int,
    stop: int,
    first_row: int,
    rng: np.random.Generator,
) -> Iterator[pa.RecordBatch]:
    """Rows `start` to `stop` of the cells, a piece at a time, mixed within each piece."""
    ends = np.cumsum(cells.rows)
    industries = Industries(facts, cohorts)
    headers = form("graduate")
    for low in range(start, stop, ROWS_IN_MEMORY):
        high = min(low + ROWS_IN_MEMORY, stop)
        one, last = np.searchsorted(ends, [low, high - 1], side="right")
        inside = slice(one, last + 1)
        counts = np.minimum(ends[inside], high) - np.maximum(ends[inside] - cells.rows[inside], low)
        order = rng.permutation(high - low)
        cohort, destination, is_matched = (
            np.repeat(column[inside], counts)[order]
            for column in (cells.cohort, cells.destination, cells.is_matched)
        )
        not_employed = ~EMPLOYED_CODES[destination]
        columns = {
            "graduate_id": pseudonyms(first_row + low + np.arange(high - low)),
            "institution_code": _words([c.program.institution.institution_code for c in cohorts], cohort),
            "catalogue_version": _words([c.major.catalogue_version for c in cohorts], cohort),
            "major_code": _words([c.major.major_code for c in cohorts], cohort),
            "level": _words([LEVEL_WORDS[c.program.level] for c in cohorts], cohort),
            "cohort_year": pa.array(np.array([c.cohort_year for c in cohorts], dtype=np.int32)[cohort]),
            "destination_code": pa.DictionaryArray.from_arrays(destination.astype(np.int32), CODES),
            "industry_code": pa.DictionaryArray.from_arrays(
                pa.array(industries.draw(cohort, rng), mask=not_employed),
                [code for code, _ in facts.industries],
            ),
            "is_matched": pa.array(is_matched, mask=not_employed),
        }
        yield pa.record_batch([columns[column] for column in headers], names=list(headers.values()))


def _words(values: list[str], index: np.ndarray) -> pa.DictionaryArray:
    """A text column out of a list of words, one per cohort, and each row's cohort."""
    words, position = np.unique(values, return_inverse=True)
    return pa.DictionaryArray.from_arrays(position.astype(np.int32)[index], words.tolist())


def pseudonyms(serial: np.ndarray) -> pa.StringArray:
    """Serial numbers as text of fixed width; they identify no one, since these graduates do not exist."""
    digits = np.empty((len(serial), PSEUDONYM_DIGITS), dtype=np.uint8)
    rest = serial.astype(np.int64)
    for place in range(PSEUDONYM_DIGITS - 1, -1, -1):
        rest, digits[:, place] = np.divmod(rest, 10)
    digits += ord("0")
    offsets = np.arange(len(serial) + 1, dtype=np.int32) * PSEUDONYM_DIGITS
    return pa.StringArray.from_buffers(len(serial), pa.py_buffer(offsets), pa.py_buffer(digits.tobytes()))


class Industries:
    """Employers' sections, drawn by each class's crosswalk weights; what maps nowhere goes anywhere."""

    def __init__(self, facts: CityFacts, cohorts: list[Cohort]):
        codes = [code for code, _ in facts.industries]
        classes = sorted({(w.catalogue_version, w.major_class_code) for w in facts.crosswalk})
        weights = np.zeros((len(classes), len(codes)))
        for w in facts.crosswalk:
            row = classes.index((w.catalogue_version, w.major_class_code))
            if w.industry_code:
                weights[row, codes.index(w.industry_code)] += w.weight
            else:
                weights[row] += w.weight / len(codes)
        self.bounds = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
        of_class = {key: row for row, key in enumerate(classes)}
        self.row = np.array(
            [of_class[c.program.major.catalogue_version, c.program.major.major_class_code] for c in cohorts]
        )

    def draw(self, cohort: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Index of a section for each row."""
        rows, drawn = self.row[cohort], rng.random(len(cohort))
        # one sorted array of all classes' bounds: class number + bound
        bounds = (self.bounds + np.arange(len(self.bounds))[:, None]).ravel()
        index = np.searchsorted(bounds, rows + drawn) - rows * self.bounds.shape[1]
        return np.clip(index, 0, self.bounds.shape[1] - 1).astype(np.int32)


def _write(year: int, part: int, batches: Iterator[pa.RecordBatch], out: Path) -> None:
    table = table_of(
        f"graduate/{year}届毕业生去向（去标识）_{part}.parquet",
        DATA_CENTRE,
        date(year + 1, 1, 15),
        (),
        constants={"observation": "year_end"},
    )
    path = out / table.path
    path.parent.mkdir(parents=True, exist_ok=True)
    first = next(batches)
    identifier = table.headers["graduate_id"]
    dictionary_columns = [name for name in first.schema.names if name != identifier]
    with pq.ParquetWriter(
        path, first.schema, compression="zstd", use_dictionary=dictionary_columns
    ) as writer:
        writer.write_batch(first)
        for batch in batches:
            writer.write_batch(batch)
    # Parquet from outside is opened only where its source file asks for it
    write_source(path, source_facts(table) | {"allow": ["parquet"]})
