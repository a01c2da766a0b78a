"""Which records land and which are refused, with the reason of each: types, domains, required cells, relations."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from transforms.deliveries.catalogues import Catalogues
from transforms.deliveries.contract import Column, Contract, RowRule
from transforms.deliveries.convert import IDENTITY_NUMBER, beyond, clean, typed
from transforms.deliveries.landed import REFUSED, feed_schema
from transforms.deliveries.reading import Unreadable
from transforms.deliveries.reshape import Records
from transforms.deliveries.source import Exclusion, TableMapping, TotalRows

# a sum of others names itself: 合计, 总计, 小计, 共计, total
TOTAL = r"^\s*\S{0,20}?(合\s*计|总\s*计|小\s*计|共\s*计)\s*$|(?i)^\s*(grand\s*|sub)?total\s*$"
TOTAL_COLUMNS = 6
DAMAGED = re.compile(r"\d+\.0+|\d(\.\d+)?[eE]\+?\d+")
FIRST_YEAR_COUNTS = ("enrolment_year",)


@dataclass(frozen=True)
class Judged:
    """Rows that landed and problems of rows that did not. rows_read = landed + refused_rows + total_rows."""

    landed: pa.Table
    refused: pa.Table
    rows_read: int
    refused_rows: int
    total_rows: int
    notes: tuple[str, ...] = ()

    def placed(self, delivery_id: str, file: str, sheet: str | None, contract: Contract) -> Judged:
        """The same with the delivery, file and sheet written into every row."""
        schema = feed_schema(contract)
        landed = _with_constants(self.landed, {"_delivery_id": delivery_id, "_file": file, "_sheet": sheet})
        where = {"delivery_id": delivery_id, "feed": contract.feed, "file": file, "sheet": sheet}
        refused = _with_constants(self.refused, where)
        return Judged(
            landed.select(schema.names).cast(schema),
            refused.select(REFUSED.names).cast(REFUSED),
            self.rows_read,
            self.refused_rows,
            self.total_rows,
            self.notes,
        )


def _with_constants(table: pa.Table, constants: dict[str, str | None]) -> pa.Table:
    for name, value in constants.items():
        table = table.append_column(name, pa.array([value] * table.num_rows, pa.string()))
    return table


@dataclass
class _Problems:
    """Reason codes by column, null where there is none; `by_row` is true where a row has any."""

    by_column: list[tuple[str | None, pa.Array]]

    def add(self, column: str | None, codes: pa.Array) -> None:
        if codes.null_count < len(codes):
            self.by_column.append((column, codes))

    def by_row(self, rows: int) -> pa.Array:
        bad = pa.array([False] * rows, pa.bool_())
        for _, codes in self.by_column:
            bad = pc.or_(bad, pc.is_valid(codes))
        return bad


def judge(records: Records, mapping: TableMapping, contract: Contract, catalogues: Catalogues) -> Judged:
    """Type every column and sort the records. Errors: Unreadable where a required column is missing as a whole."""
    _require_columns(records, contract)
    size = len(records.rows)
    totals = _totals(records, mapping.total_rows)
    problems = _Problems([])
    problems.add(None, _excluded(records, mapping.exclude))
    columns, notes = _typed_columns(records, mapping, contract, catalogues, problems)
    _required_cells(columns, contract, problems)
    for rule in contract.row_rules:
        problems.add(rule.left, _broken(rule, columns, size))
    bad = pc.and_(problems.by_row(size), pc.invert(totals))
    good = pc.invert(pc.or_(bad, totals))
    repairs = notes.pop("_note", pa.nulls(size, pa.string()))
    table = pa.table(columns | {"_row": records.rows, "_column": records.column, "_note": repairs}).filter(good)
    refused = _refused(records, contract, problems, bad)
    return Judged(table, refused, size, pc.sum(bad).as_py() or 0, pc.sum(totals).as_py() or 0)


def _require_columns(records: Records, contract: Contract) -> None:
    for name, column in contract.columns.items():
        given = name in records.columns or contract.stand_in(name) in records.columns
        if column.required and column.default is None and not given:
            raise Unreadable("missing_column", column.label.zh)


def _totals(records: Records, declared: tuple[TotalRows, ...]) -> pa.Array:
    found = pa.array([False] * records.raw.num_rows, pa.bool_())
    for column in records.raw.columns[:TOTAL_COLUMNS]:
        found = pc.or_(found, _flag(pc.match_substring_regex(column, TOTAL)))
    for rule in declared:
        if rule.column in records.raw.column_names:
            cell = pc.utf8_trim_whitespace(records.raw.column(rule.column))
            matched = pc.equal(cell, rule.equals) if rule.equals is not None else pc.match_substring_regex(cell, rule.matches)
            found = pc.or_(found, _flag(matched))
    return found.take(records.raw_index)


def _flag(mask: Any) -> pa.Array:
    mask = pc.fill_null(mask, False)
    return pa.concat_arrays(mask.chunks) if isinstance(mask, pa.ChunkedArray) else mask


def _excluded(records: Records, exclusions: tuple[Exclusion, ...]) -> pa.Array:
    codes = pa.nulls(len(records.rows), pa.string())
    for rule in exclusions:
        cell = pc.utf8_trim_whitespace(pc.fill_null(records.raw.column(rule.column), ""))
        if rule.equals is not None:
            matched = pc.equal(cell, rule.equals)
        elif rule.one_of is not None:
            matched = pc.is_in(cell, pa.array(rule.one_of))
        else:
            matched = pc.match_substring_regex(cell, rule.matches)
        codes = pc.if_else(_flag(matched).take(records.raw_index), pa.scalar("excluded"), codes)
    return codes


def _typed_columns(
    records: Records, mapping: TableMapping, contract: Contract, catalogues: Catalogues, problems: _Problems
) -> tuple[dict[str, pa.Array], dict[str, pa.Array]]:
    columns: dict[str, pa.Array] = {}
    notes: dict[str, pa.Array] = {}
    types = {field.name: field.type for field in feed_schema(contract)}
    for name, column in contract.columns.items():
        text = records.columns.get(name)
        if text is None:
            text = pa.array([column.default] * len(records.rows), pa.string())
        text = clean(_rewritten(text, name, mapping), column, mapping.missing)
        if column.default is not None:
            text = pc.fill_null(text, column.default)
        if column.type == "code":
            text, repaired, damaged = _mended(text, column, catalogues)
            problems.add(name, damaged)
            problems.add(name, pc.if_else(_flag(pc.match_substring_regex(text, IDENTITY_NUMBER)), pa.scalar("identity_number"), pa.scalar(None, pa.string())))
            if repaired.null_count < len(repaired):
                earlier = notes.get("_note", pa.nulls(len(text), pa.string()))
                notes["_note"] = pc.coalesce(earlier, repaired)
        result = typed(text, column, mapping.units.get(name), "first" if name in FIRST_YEAR_COUNTS else "last")
        problems.add(name, result.problem)
        if column.minimum is not None or column.maximum is not None:
            problems.add(name, beyond(result.values, column))
        columns[name] = result.values.cast(types[name])
    return columns, notes


def _rewritten(text: pa.Array, name: str, mapping: TableMapping) -> pa.Array:
    """Apply a source file's value map, stripping and case to a raw column."""
    if name in mapping.strip:
        text = pc.replace_substring_regex(text, mapping.strip[name], "")
    if name in mapping.case:
        fold = {"lower": pc.utf8_lower, "fold": pc.utf8_lower, "upper": pc.utf8_upper, "title": pc.utf8_title}
        text = fold[mapping.case[name]](text)
    if name in mapping.values:
        trimmed = pc.utf8_trim_whitespace(text)
        stated = mapping.values[name]
        index = pc.index_in(trimmed, pa.array([str(raw) for raw in stated]))
        mapped = pa.array([str(value) for value in stated.values()]).take(index)
        text = pc.if_else(pc.is_valid(index), mapped, text)
    return text


def _mended(text: pa.Array, column: Column, catalogues: Catalogues) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Codes damaged by a spreadsheet, mended where exactly one known code fits: text, notes, reason codes."""
    known = catalogues.codes.get(column.catalogue or "", frozenset())
    distinct = [value for value in pc.unique(text).to_pylist() if value is not None]
    mended = {value: _mend(value, known) for value in distinct if value not in known}
    changed = {value: new for value, new in mended.items() if new}
    broken = [value for value, new in mended.items() if new is None and DAMAGED.fullmatch(value)]
    nothing = pa.scalar(None, pa.string())
    damaged = pc.if_else(pc.is_in(text, pa.array(broken, pa.string())), pa.scalar("damaged_code"), nothing)
    if not changed:
        return text, pa.nulls(len(text), pa.string()), damaged
    index = pc.index_in(text, pa.array(list(changed)))
    new = pa.array(list(changed.values())).take(index)
    notes = pa.array([f"{column.label.zh} {old} → {fixed}" for old, fixed in changed.items()]).take(index)
    return pc.if_else(pc.is_valid(index), new, text), notes, damaged


def _mend(value: str, known: frozenset[str]) -> str | None:
    """The one known code that a damaged value can have been, or None."""
    plain = value.removesuffix(".0")
    if DAMAGED.fullmatch(value) and float(value).is_integer():
        plain = str(int(float(value)))
    candidates = {plain.zfill(length) for length in range(len(plain), len(plain) + 4)} if plain.isdigit() else {plain}
    fitting = candidates & known
    return fitting.pop() if len(fitting) == 1 else None


def _required_cells(columns: dict[str, pa.Array], contract: Contract, problems: _Problems) -> None:
    already = {name for name, _ in problems.by_column}
    for name, column in contract.columns.items():
        if not column.required:
            continue
        empty = pc.is_null(columns[name])
        stand_in = contract.stand_in(name)
        if stand_in:
            empty = pc.and_(empty, pc.is_null(columns[stand_in]))
        if name in already:
            for known, codes in problems.by_column:
                if known == name:
                    empty = pc.and_(empty, pc.is_null(codes))
        problems.add(name, pc.if_else(empty, pa.scalar("missing_value"), pa.scalar(None, pa.string())))


def _broken(rule: RowRule, columns: dict[str, pa.Array], size: int) -> pa.Array:
    total = columns[rule.right[0]]
    for name in rule.right[1:]:
        total = pc.add(total, columns[name])
    left = columns[rule.left]
    broken = pc.greater(left, total) if rule.op == "<=" else pc.not_equal(left, total)
    return pc.if_else(pc.fill_null(broken, False), pa.scalar(rule.id), pa.scalar(None, pa.string()))


def _refused(records: Records, contract: Contract, problems: _Problems, bad: pa.Array) -> pa.Table:
    """One row per problem of a refused record, with the cell and the whole row as delivered."""
    found: list[dict[str, Any]] = []
    numbers: dict[int, int] = {}
    raw_rows: dict[int, dict[str, Any]] = {}
    for name, codes in problems.by_column:
        wanted = pc.indices_nonzero(pc.and_(pc.is_valid(codes), bad)).to_pylist()
        for index in wanted:
            source = records.raw_index[index].as_py()
            if source not in raw_rows:
                raw_rows[source] = {column: records.raw.column(column)[source].as_py() for column in records.raw.column_names}
            numbers[index] = numbers.get(index, 0) + 1
            cell = records.columns[name][index].as_py() if name in records.columns else None
            found.append(
                {
                    "row": records.rows[index].as_py(),
                    "column": records.taken_from.get(name, contract.columns[name].label.zh) if name else None,
                    "raw_text": cell,
                    "reason_code": codes[index].as_py(),
                    "row_json": json.dumps(raw_rows[source], ensure_ascii=False),
                    "problem": numbers[index],
                }
            )
    names = ("row", "column", "raw_text", "reason_code", "suggestion", "row_json", "problem")
    return pa.Table.from_pylist(found, schema=pa.schema([REFUSED.field(name) for name in names]))
