"""Which raw column goes to which contract column: the source file's word first, the contract's aliases after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from transforms.deliveries.files.sheets import Sheet, UnreadableFile
from transforms.deliveries.mapping.contract import Contract
from transforms.deliveries.mapping.headers import (
    Header,
    column_of,
    contract_names,
    find_header,
    folded,
    most_alike,
    unique,
    unit_of,
)
from transforms.deliveries.mapping.source import TableMapping

PERSONS = ("persons", "seats", "positions")


@dataclass(frozen=True)
class Part:
    """One record made of a row: contract column → position of its cell, and constants.

    own: the positions that only this part reads. label: raw header of the first of them, or null.
    """

    positions: dict[str, int]
    constants: dict[str, str]
    own: tuple[int, ...] = ()
    label: str | None = None


@dataclass(frozen=True)
class Plan:
    """How the rows of one sheet become records of one feed.

    rivals: positions of a column in use and of another whose header means the same; their values must be equal.
    """

    contract: Contract
    mapping: TableMapping
    header: Header
    width: int
    parts: list[Part]
    units: dict[str, str]
    unmapped: dict[str, str | None] = field(default_factory=dict)
    rivals: tuple[tuple[int, int], ...] = ()

    @property
    def raw_names(self) -> list[str]:
        names = [*self.header.names, *([""] * (self.width - len(self.header.names)))]
        return unique(names[: self.width])

    def raw_name(self, column: str, part: Part) -> str:
        """What the file calls a contract column; its label where the file has no such column."""
        position = part.positions.get(column)
        return self.contract.columns[column].label.zh if position is None else self.raw_names[position]

    def position_of(self, name: str) -> int | None:
        """Position of a column that a filter of the source file names: a raw header, or a contract column."""
        position = self.header.position(name)
        return self.parts[0].positions.get(name) if position is None else position


def header_of(sheet: Sheet, mapping: TableMapping, contract: Contract) -> Header | None:
    """The header of a sheet for a feed, or None."""
    stated = {folded(name) for name in _stated_names(mapping)}
    names = set(contract_names(contract)) | stated
    at = None
    if mapping.header_row is not None:
        if mapping.header_row not in sheet.head_rows:
            return None
        at = sheet.head_rows.index(mapping.header_row)
    pattern = mapping.unpivot.headers_matching if mapping.unpivot else None
    needed = min(2, len(stated) + bool(pattern)) if stated else 2
    return find_header(sheet.head, names, at, mapping.header_rows, needed, sheet.merges, pattern)


def plan_of(sheet: Sheet, mapping: TableMapping, contract: Contract) -> Plan:
    """Errors: UnreadableFile where there is no header, or a column that must be there is not."""
    header = header_of(sheet, mapping, contract)
    if header is None:
        required = [contract.columns[name].label.zh for name in contract.missing()]
        raise UnreadableFile("no_header", "、".join(required), sheet.name)
    taken = _stated(header, mapping, contract, sheet.name)
    unmapped, rivals = _add_known(header, mapping, contract, taken)
    parts = _parts(header, mapping, taken, sheet.name)
    plan = Plan(
        contract,
        mapping,
        header,
        max(sheet.width(header.first), _named_width(header)),
        parts,
        _units(header, mapping, contract, parts),
        unmapped,
        rivals,
    )
    _require(plan, sheet.name)
    return plan


def nearest(raw: str, contract: Contract) -> str | None:
    """Label of the contract column whose accepted names come nearest to a raw header."""
    spellings = {
        spelling: column.label.zh for column in contract.columns.values() for spelling in column.spellings
    }
    found = most_alike(raw, spellings)
    return spellings[found[0]] if found else None


def _stated_names(mapping: TableMapping) -> list[str]:
    stated = [
        name for names in mapping.columns.values() for name in ([names] if isinstance(names, str) else names)
    ]
    groups = mapping.unpivot.groups if mapping.unpivot else ()
    return stated + [name for group in groups for name in group.columns.values()]


def _stated(header: Header, mapping: TableMapping, contract: Contract, sheet: str | None) -> dict[str, int]:
    """Positions of the columns the source file names. Errors: UnreadableFile for one that is not there."""
    taken: dict[str, int] = {}
    for column, names in mapping.columns.items():
        wanted = [names] if isinstance(names, str) else names
        positions = [position for name in wanted if (position := header.position(name)) is not None]
        if positions:
            taken[column] = positions[0]
        else:
            raise _absent(wanted[0], header, sheet)
    return taken


def _absent(name: str, header: Header, sheet: str | None) -> UnreadableFile:
    near = most_alike(name, [raw for raw in header.names if raw])
    return UnreadableFile("stated_column_missing", name, sheet, near[0] if near else "")


def _add_known(
    header: Header, mapping: TableMapping, contract: Contract, taken: dict[str, int]
) -> tuple[dict[str, str | None], tuple[tuple[int, int], ...]]:
    """Take columns known by the contract's names; returns raw headers left over with the nearest label, and rivals.

    Of two headers that mean one column the one nearer to its label is taken.
    """
    names = contract_names(contract)
    used = set(taken.values()) | {header.position(name) for name in _stated_names(mapping)}
    offers: dict[str, list[tuple[int, int, int]]] = {}
    left_over: dict[int, str | None] = {}
    rivals: list[tuple[int, int]] = []
    for position, raw in enumerate(header.names):
        if not raw or position in used:
            continue
        column = None
        for form_rank, form in enumerate(header.forms(position)):
            column = column_of(form, names)
            if column:
                rank = _rank(form, contract, column)
                offers.setdefault(column, []).append((form_rank, rank, position))
                break
        if column is None:
            left_over[position] = nearest(raw, contract)
    for column, offered in offers.items():
        offered.sort()
        spare = column in taken or column in mapping.constants
        if not spare:
            taken[column] = offered[0][2]
            rivals += [(offered[0][2], position) for _, _, position in offered[1:]]
        for _, _, position in offered if spare else offered[1:]:
            left_over[position] = None
    quiet = bool(mapping.columns)
    raw_names = unique(header.names)
    unmapped = {} if quiet else {raw_names[position]: label for position, label in sorted(left_over.items())}
    return unmapped, tuple(rivals)


def _rank(form: str, contract: Contract, column: str) -> int:
    stated = contract.columns[column]
    spellings = [folded(spelling) for spelling in (stated.label.zh, *stated.aliases, stated.label.en, column)]
    exact = folded(form)
    return spellings.index(exact) if exact in spellings else len(spellings)


def _parts(header: Header, mapping: TableMapping, taken: dict[str, int], sheet: str | None) -> list[Part]:
    constants = {column: text_of_constant(value) for column, value in mapping.constants.items()}
    unpivot = mapping.unpivot
    if unpivot is None:
        return [Part(taken, constants)]
    parts = []
    for group in unpivot.groups:
        own: dict[str, int] = {}
        for column, name in group.columns.items():
            position = header.position(name)
            if position is None:
                raise _absent(name, header, sheet)
            own[column] = position
        stated = {column: text_of_constant(value) for column, value in group.constants.items()}
        label = next(iter(group.columns.values()), None)
        parts.append(Part(taken | own, constants | stated, tuple(own.values()), label))
    parts += _matched_parts(header, mapping, taken, constants)
    if not parts:
        raise UnreadableFile("stated_column_missing", unpivot.headers_matching or "unpivot", sheet)
    return parts


def _matched_parts(
    header: Header, mapping: TableMapping, taken: dict[str, int], constants: dict[str, str]
) -> list[Part]:
    """A part for each raw header that the pattern of the source file matches; none without a pattern."""
    unpivot = mapping.unpivot
    if not (unpivot and unpivot.headers_matching and unpivot.name_to and unpivot.value_to):
        return []
    parts: list[Part] = []
    for position in range(len(header.names)):
        for form in header.forms(position):
            found = re.fullmatch(unpivot.headers_matching, form)
            if found:
                name = found[1] if found.groups() else form
                positions = {column: at for column, at in taken.items() if at != position}
                parts.append(
                    Part(
                        positions | {unpivot.value_to: position},
                        constants | {unpivot.name_to: name},
                        (position,),
                        form,
                    )
                )
                break
    return parts


def text_of_constant(value: object) -> str:
    """A YAML scalar as the text it would be in a cell."""
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _named_width(header: Header) -> int:
    """How many columns there are up to the last with a header; in a shorter row it is unknown which cell is missing."""
    return max((position + 1 for position, name in enumerate(header.names) if name), default=0)


def _units(header: Header, mapping: TableMapping, contract: Contract, parts: list[Part]) -> dict[str, str]:
    """Unit per contract column: as the source file states it, else the header, else a line above the table."""
    units: dict[str, str] = {}
    for part in parts:
        for column, position in part.positions.items():
            if position < len(header.names) and (unit := unit_of(header.names[position])):
                units[column] = unit
            elif header.unit and _takes_sheet_unit(column, contract, header.unit):
                units[column] = header.unit
    return units | dict(mapping.units)


def _takes_sheet_unit(column: str, contract: Contract, unit: str) -> bool:
    """A unit stated for the whole sheet is that of its counts, or of its values; a rate has its own."""
    stated = contract.columns[column]
    if unit == "percent":
        return stated.type == "rate"
    return stated.unit in PERSONS or (stated.type in ("number", "money") and column == "value")


def _require(plan: Plan, sheet: str | None) -> None:
    given = set(plan.parts[0].positions) | set(plan.parts[0].constants)
    for part in plan.parts:
        given &= set(part.positions) | set(part.constants)
    for name in plan.contract.missing(given):
        column = plan.contract.columns[name]
        near = _nearest_header(column.label.zh, plan, column.aliases)
        raise UnreadableFile("missing_column", column.label.zh, sheet, near)


def _nearest_header(label: str, plan: Plan, aliases: tuple[str, ...]) -> str:
    used = {position for part in plan.parts for position in part.positions.values()}
    free = [raw for position, raw in enumerate(plan.header.names) if raw and position not in used]
    near = [found for spelling in (label, *aliases) if (found := most_alike(spelling, free))]
    return max(near, key=lambda hit: hit[1])[0] if near else ""
