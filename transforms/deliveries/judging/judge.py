"""Which records land and which are refused, with the reason of each: types, domains, required cells, relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.deliveries.account import ARROW_TYPES
from transforms.deliveries.files.sheets import constant, mask_of, replaced
from transforms.deliveries.judging.codes import SHOWN_DAMAGE, Catalogues, mend
from transforms.deliveries.judging.convert import Notation, Typed, beyond, clean, notation_of, typed
from transforms.deliveries.mapping.contract import Column, RowRule
from transforms.deliveries.mapping.plans import Plan, text_of_constant
from transforms.deliveries.mapping.reshape import Records, matches
from transforms.deliveries.mapping.source import TableMapping
from transforms.personal import WITHHELD

FIRST_YEAR_COUNTS = ("enrolment_year",)
SHOWN_ERROR = r"^#(REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|NO_VALUE!|GETTING_DATA)$"
# not pa.scalar, which would load pandas into every process that only inspects a file
NO_TEXT = pa.nulls(1, pa.string())[0]


@dataclass(frozen=True)
class RowProblem:
    """One thing wrong with some records. column: the contract's; codes: the reason per record, or null.

    raw_name: the file's own header, of a column that the contract need not have.
    """

    column: str | None
    codes: pa.Array
    suggestion: str | None = None
    raw_text: list[str | None] | None = None
    raw_name: str | None = None


@dataclass(frozen=True)
class Judged:
    """The typed columns of some records and their problems. bad: records that have one."""

    records: Records
    columns: dict[str, pa.Array]
    note: pa.Array | None
    problems: list[RowProblem]
    bad: np.ndarray


@dataclass
class Judge:
    """Judges the records of one plan. notations: that of each rate column, by its position, over all rows."""

    plan: Plan
    catalogues: Catalogues
    notations: Mapping[int, Notation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.batch: int | None = None
        self.typed_before: dict[tuple[str, int], Typed] = {}

    def judge(self, records: Records, personal: Mapping[int, pa.Array] | None = None) -> Judged:
        """Type every column and find the problems. personal: as of `personal_cells`, for the rows of the batch."""
        if self.batch != id(records.batch):
            self.batch, self.typed_before = id(records.batch), {}
        problems = self._excluded(records) + self._personal(records, personal or {})
        columns: dict[str, pa.Array] = {}
        note: pa.Array | None = None
        for name, column in self.plan.contract.columns.items():
            result = self._typed(name, column, records)
            columns[name] = result.values
            if result.problem is not None:
                problems.append(RowProblem(name, result.problem, _accepted(column)))
            if result.note is not None:
                note = result.note if note is None else pc.coalesce(note, result.note)
        problems += self._missing(columns, problems, records)
        problems += [
            RowProblem(name, _coded(found, "merged_number"))
            for name, found in records.merged.items()
            if found.any()
        ]
        problems += [found for rule in self.plan.contract.row_rules if (found := self._broken(rule, columns))]
        bad = np.zeros(len(records.index), bool)
        for problem in problems:
            bad |= mask_of(pc.is_valid(problem.codes))
        return Judged(records, columns, note, problems, bad)

    def _typed(self, name: str, column: Column, records: Records) -> Typed:
        """Type a column once per batch, however many parts read it."""
        position = records.part.positions.get(name)
        whole = len(records.index) == len(records.batch)
        if position is not None and whole and (name, position) in self.typed_before:
            return self.typed_before[name, position]
        text = records.columns.get(name)
        if text is None:
            text = constant(None, len(records.index))
        notation = self.notations.get(position) if position is not None else None
        result = self._typed_text(name, column, text, notation)
        if position is not None and whole:
            self.typed_before[name, position] = result
        return result

    def _typed_text(
        self, name: str, column: Column, cells: pa.DictionaryArray, notation: Notation | None
    ) -> Typed:
        distinct = prepared(cells.dictionary, name, column, self.plan.mapping)
        note: pa.Array | None = None
        broken: pa.Array | None = None
        if column.type in ("code", "text"):
            broken = pc.fill_null(pc.match_substring_regex(distinct, SHOWN_ERROR), False)
            broken = pc.if_else(broken, pa.scalar("cell_shows_error"), NO_TEXT)
        if column.type == "code":
            distinct, note, damaged = self._mended(distinct, column)
            broken = broken if damaged is None else pc.coalesce(broken, damaged)
        year = "first" if name in FIRST_YEAR_COUNTS else "last"
        result = typed(distinct, column, self.plan.units.get(name), year, notation)
        problem = result.problem if broken is None else pc.coalesce(broken, result.problem)
        if column.minimum is not None or column.maximum is not None:
            problem = pc.coalesce(problem, beyond(result.values, column))
        return Typed(
            self._spread(result.values, column, cells),
            _over_rows(problem, cells),
            None if note is None else _over_rows(note, cells),
        )

    def _spread(self, values: pa.Array, column: Column, cells: pa.DictionaryArray) -> pa.Array:
        if column.type in ARROW_TYPES:
            rows = values.cast(ARROW_TYPES[column.type]).take(cells.indices)
            return rows if column.default is None else rows.fill_null(_default(column))
        coded = replaced(pa.DictionaryArray.from_arrays(cells.indices, cells.dictionary), values)
        if column.default is None or not coded.indices.null_count:
            return coded
        texts = pa.concat_arrays([coded.dictionary, pa.array([column.default])])
        indices = coded.indices.fill_null(len(coded.dictionary))
        return pa.DictionaryArray.from_arrays(indices, texts)

    def _mended(
        self, distinct: pa.Array, column: Column
    ) -> tuple[pa.Array, pa.Array | None, pa.Array | None]:
        known = self.catalogues.codes.get(column.catalogue or "", frozenset())
        codes = self._suspects(distinct, column, known)
        mended = mend(codes, known, is_defining=column.catalogue is None)
        if not mended.changed and not mended.broken:
            return distinct, None, None
        damaged = pc.if_else(
            pc.is_in(distinct, pa.array(sorted(mended.broken), pa.string())),
            pa.scalar("damaged_code"),
            NO_TEXT,
        )
        if not mended.changed:
            return distinct, None, damaged
        index = pc.index_in(distinct, pa.array(list(mended.changed)))
        new = pa.array(list(mended.changed.values())).take(index)
        notes = [f"{column.label.zh} {old} → {code}" for old, code in mended.changed.items()]
        note = pa.array(notes).take(index)
        return pc.if_else(pc.is_valid(index), new, distinct), note, damaged

    def _suspects(self, distinct: pa.Array, column: Column, known: frozenset[str]) -> list[str]:
        """Codes worth looking at one by one: unknown ones; without a catalogue all, if any shows damage."""
        given = distinct.drop_null()
        if column.catalogue:
            return given.filter(pc.invert(pc.is_in(given, pa.array(list(known), pa.string())))).to_pylist()
        shows_damage = pc.any(pc.match_substring_regex(given, SHOWN_DAMAGE)).as_py()
        return given.to_pylist() if shows_damage else []

    def _excluded(self, records: Records) -> list[RowProblem]:
        problems = []
        for rule in self.plan.mapping.exclude:
            found = matches(records.batch, rule, self.plan)[records.index]
            if found.any():
                problems.append(RowProblem(None, _coded(found, "excluded"), rule.reason))
        return problems

    def _personal(self, records: Records, found: Mapping[int, pa.Array]) -> list[RowProblem]:
        """Cells with personal data, in whatever column; what they say is not repeated."""
        count = len(records.index)
        problems = []
        for position, kinds in found.items():
            codes = kinds.take(pa.array(records.index))
            if codes.null_count < count:
                name = self.plan.raw_names[position]
                problems.append(RowProblem(None, codes, raw_text=[WITHHELD] * count, raw_name=name))
        return problems

    def _missing(
        self, columns: dict[str, pa.Array], problems: list[RowProblem], records: Records
    ) -> list[RowProblem]:
        """Required cells that are empty, and not merely unreadable; a name may be given instead of a code."""
        missing = []
        for name, column in self.plan.contract.columns.items():
            if not column.required or not columns[name].null_count:
                continue
            empty = mask_of(pc.is_null(columns[name]))
            stand_in = self.plan.contract.stand_in(name)
            if stand_in:
                empty &= mask_of(pc.is_null(columns[stand_in]))
            for problem in problems:
                if problem.column == name:
                    empty &= mask_of(pc.is_null(problem.codes))
            if empty.any():
                missing.append(RowProblem(name, _coded(empty, "missing_value")))
        return missing

    def _broken(self, rule: RowRule, columns: dict[str, pa.Array]) -> RowProblem | None:
        left = columns[rule.left]
        total = columns[rule.right[0]]
        for name in rule.right[1:]:
            total = pc.add(total, columns[name])
        broken = mask_of(pc.greater(left, total) if rule.op == "<=" else pc.not_equal(left, total))
        if not broken.any():
            return None
        named = (rule.left, *rule.right)
        labels = [self.plan.contract.columns[name].label.zh for name in named]
        said: list[str | None] = [None] * len(broken)
        for position in np.flatnonzero(broken):
            values = [columns[name][int(position)].as_py() for name in named]
            said[position] = "；".join(
                f"{label} {value}" for label, value in zip(labels, values, strict=True)
            )
        return RowProblem(rule.left, _coded(broken, rule.id), raw_text=said)


def prepared(distinct: pa.Array, name: str, column: Column, mapping: TableMapping) -> pa.Array:
    """Distinct raw texts of a column with the source file's value map, stripping and case applied, cleaned."""
    text = distinct
    if name in mapping.strip:
        text = pc.replace_substring_regex(text, mapping.strip[name], "")
    if name in mapping.case:
        fold = {"lower": pc.utf8_lower, "fold": pc.utf8_lower, "upper": pc.utf8_upper, "title": pc.utf8_title}
        text = fold[mapping.case[name]](text)
    if name in mapping.values:
        stated = {str(raw).strip(): value for raw, value in mapping.values[name].items()}
        index = pc.index_in(pc.utf8_trim_whitespace(text), pa.array(list(stated), pa.string()))
        mapped = pa.array([text_of_constant(value) for value in stated.values()], pa.string()).take(index)
        text = pc.if_else(pc.is_valid(index), mapped, text)
    return clean(text, column, mapping.missing)


def notation_in(cells: pa.DictionaryArray, name: str, column: Column, mapping: TableMapping) -> Notation:
    """The notation of a rate column's cells, each counted."""
    counts = np.bincount(pc.drop_null(cells.indices).to_numpy(), minlength=len(cells.dictionary))
    return notation_of(prepared(cells.dictionary, name, column, mapping), counts)


def _over_rows(texts: pa.Array, cells: pa.DictionaryArray) -> pa.Array | None:
    """Answers about distinct texts for each record, or None where no record has one."""
    if texts.null_count == len(texts):
        return None
    rows = texts.take(cells.indices)
    return None if rows.null_count == len(rows) else rows


def _coded(found: np.ndarray, code: str) -> pa.Array:
    return pc.if_else(pa.array(found), pa.scalar(code), NO_TEXT)


def _accepted(column: Column) -> str | None:
    """The words an enumerated column takes."""
    return "、".join(words[0] if words else value for value, words in column.values.items()) or None


def _default(column: Column) -> pa.Scalar:
    result = typed(pa.array([column.default]), column)
    return result.values[0].cast(ARROW_TYPES[column.type])
