"""From a sheet of text to one text column per contract column, as the source file maps them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from transforms.deliveries.contract import Contract
from transforms.deliveries.headers import Header, column_of, contract_names, find_header, folded
from transforms.deliveries.reading import Sheet, Unreadable
from transforms.deliveries.source import Group, TableMapping

SIMILAR_ENOUGH = 60


@dataclass(frozen=True)
class Records:
    """Text columns of a feed. rows: row of the sheet per record; column: raw header of an unpivoted cell, or null.

    raw: every cell of the sheet's row, for the refused rows. furniture: rows that are no records. unmapped: raw
    headers no contract column takes, with the nearest name.
    """

    columns: dict[str, pa.Array]
    rows: pa.Array
    column: pa.Array
    raw: pa.Table
    raw_index: pa.Array
    source_rows: int
    furniture: int
    unmapped: dict[str, str | None]
    taken_from: dict[str, str] = field(default_factory=dict)


def records_of(sheet: Sheet, mapping: TableMapping, contract: Contract) -> Records:
    """Find the header, take the mapped columns, drop furniture, unpivot. Errors: Unreadable without a header."""
    header = _header(sheet, mapping, contract)
    body, rows, furniture = _body(sheet, header)
    raw = body.rename_columns(_unique(header.names))
    for name in mapping.fill_down:
        position = _position(header, name)
        if position is not None:
            filled = pc.fill_null_forward(_blank_to_null(raw.column(position)))
            raw = raw.set_column(position, raw.column_names[position], filled)
    taken, unmapped = _assign(header, mapping, contract)
    groups = _groups(mapping, header)
    parts = [_part(raw, rows, taken, group, header, contract, mapping) for group in groups]
    return _joined(parts, raw, furniture, unmapped, {column: header.names[position] for column, position in taken.items()})


def _header(sheet: Sheet, mapping: TableMapping, contract: Contract) -> Header:
    head = sheet.head(40)
    names = set(contract_names(contract)) | {folded(name) for name in _raw_names(mapping)}
    stated = None
    if mapping.header_row is not None:
        numbers = sheet.rows.slice(0, len(head)).to_pylist()
        stated = numbers.index(mapping.header_row) if mapping.header_row in numbers else None
    stated_names = {folded(name) for name in _raw_names(mapping)}
    needed = min(2, len(stated_names)) if stated_names else 2
    header = find_header(head, names, stated, mapping.header_rows, needed)
    if header is None:
        raise Unreadable("no_header", ", ".join(column.label.zh for column in contract.columns.values() if column.required))
    return header


def _raw_names(mapping: TableMapping) -> list[str]:
    stated = [name for names in mapping.columns.values() for name in ([names] if isinstance(names, str) else names)]
    groups = mapping.unpivot.groups if mapping.unpivot else ()
    return stated + [name for group in groups for name in group.columns.values()]


def _body(sheet: Sheet, header: Header) -> tuple[pa.Table, pa.Array, int]:
    """Rows below the header without blank rows, repeated headers and footnotes."""
    body = sheet.cells.slice(header.last + 1)
    rows = sheet.rows.slice(header.last + 1)
    if not body.num_rows:
        return body, rows, header.last + 1
    filled = [pc.not_equal(pc.utf8_trim_whitespace(pc.fill_null(column, "")), "") for column in body.columns]
    count = pc.cast(filled[0], pa.int32())
    for column in filled[1:]:
        count = pc.add(count, pc.cast(column, pa.int32()))
    repeats = pa.chunked_array([pa.array([True] * body.num_rows)])
    for column, name in zip(body.columns, header.names, strict=True):
        if name:
            repeats = pc.and_(repeats, pc.equal(pc.utf8_trim_whitespace(pc.fill_null(column, "")), name))
    first = pc.fill_null(body.column(0), "")
    notes = pc.and_(pc.match_substring_regex(first, r"^\s*(注|备注|说明|资料来源|数据来源|填表|制表|单位负责人|Note|Source)s?\s*[:：]"), pc.less_equal(count, 2))
    kept = pc.invert(pc.or_(pc.equal(count, 0), pc.or_(repeats, notes)))
    kept = kept.combine_chunks() if isinstance(kept, pa.ChunkedArray) else kept
    furniture = header.last + 1 + body.num_rows - (pc.sum(kept).as_py() or 0)
    return body.filter(kept), rows.filter(kept), furniture


def _unique(names: tuple[str, ...]) -> list[str]:
    seen: dict[str, int] = {}
    unique = []
    for position, name in enumerate(names):
        name = name or f"({position + 1})"
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique


def _position(header: Header, name: str) -> int | None:
    wanted = folded(name)
    return next((position for position, raw in enumerate(header.names) if folded(raw) == wanted), None)


def _assign(header: Header, mapping: TableMapping, contract: Contract) -> tuple[dict[str, int], dict[str, str | None]]:
    """Contract column → position of its raw column; raw headers left over, each with the nearest accepted name."""
    names = contract_names(contract)
    taken: dict[str, int] = {}
    for column, stated in mapping.columns.items():
        for name in [stated] if isinstance(stated, str) else stated:
            position = _position(header, name)
            if position is not None:
                taken[column] = position
                break
    used = set(taken.values()) | {_position(header, name) for name in _raw_names(mapping)}
    unmapped: dict[str, str | None] = {}
    for position, raw in enumerate(header.names):
        if position in used or not raw:
            continue
        column = column_of(raw, names)
        if column and column not in taken and column not in mapping.constants:
            taken[column] = position
        elif not mapping.columns:
            unmapped[raw] = None if column else _nearest(raw, contract)
    return taken, unmapped


def _nearest(raw: str, contract: Contract) -> str | None:
    spellings = {
        spelling: column.label.zh
        for column in contract.columns.values()
        for spelling in (column.label.zh, column.label.en, *column.aliases)
    }
    found = process.extractOne(raw, spellings.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
    return spellings[found[0]] if found else None


def _groups(mapping: TableMapping, header: Header) -> list[Group]:
    unpivot = mapping.unpivot
    if unpivot is None:
        return [Group()]
    groups = list(unpivot.groups)
    if unpivot.headers_matching and unpivot.name_to and unpivot.value_to:
        for raw in header.names:
            found = re.fullmatch(unpivot.headers_matching, raw)
            if found:
                name = found[1] if found.groups() else raw
                groups.append(Group(columns={unpivot.value_to: raw}, constants={unpivot.name_to: name}))
    return groups


@dataclass(frozen=True)
class _Part:
    columns: dict[str, pa.Array]
    rows: pa.Array
    column: str | None
    index: pa.Array


def _part(
    raw: pa.Table,
    rows: pa.Array,
    taken: dict[str, int],
    group: Group,
    header: Header,
    contract: Contract,
    mapping: TableMapping,
) -> _Part:
    """The records one group makes of the rows."""
    own = {column: position for column, name in group.columns.items() if (position := _position(header, name)) is not None}
    positions = taken | own
    constants = {name: str(value) for name, value in (mapping.constants | group.constants).items()}
    index = pa.array(range(raw.num_rows), pa.int64())
    if mapping.unpivot and mapping.unpivot.skip_empty and own:
        some = [pc.is_valid(_blank_to_null(raw.column(position), mapping.missing)) for position in own.values()]
        any_filled = some[0]
        for more in some[1:]:
            any_filled = pc.or_(any_filled, more)
        index = index.filter(_whole(any_filled))
    columns = {}
    for name in contract.columns:
        if name in positions:
            columns[name] = _whole(raw.column(positions[name])).take(index)
        elif name in constants:
            columns[name] = pa.array([constants[name]] * len(index), pa.string())
    label = next(iter(group.columns.values()), None) if group.columns else None
    return _Part(columns, rows.take(index), label, index)


def _joined(
    parts: list[_Part], raw: pa.Table, furniture: int, unmapped: dict[str, str | None], taken_from: dict[str, str]
) -> Records:
    names = {name for part in parts for name in part.columns}
    columns: dict[str, Any] = {}
    for name in names:
        arrays = [part.columns.get(name, pa.nulls(len(part.rows), pa.string())) for part in parts]
        columns[name] = pa.concat_arrays(arrays)
    labels = pa.concat_arrays([pa.array([part.column] * len(part.rows), pa.string()) for part in parts])
    rows = pa.concat_arrays([part.rows for part in parts])
    index = pa.concat_arrays([part.index for part in parts])
    return Records(columns, rows, labels, raw, index, raw.num_rows, furniture, unmapped, taken_from)


def _blank_to_null(column: pa.ChunkedArray, missing: tuple[str, ...] = ()) -> pa.ChunkedArray:
    trimmed = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.is_in(trimmed, pa.array(["", *missing])), pa.scalar(None, pa.string()), column)


def _whole(array: pa.ChunkedArray | pa.Array) -> pa.Array:
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return pa.concat_arrays(array.chunks) if isinstance(array, pa.ChunkedArray) else array
