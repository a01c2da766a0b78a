"""Where a delivered table holds personal data: in its cells, its headers, the names of its sheets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.deliveries.files.sheets import Batch, Sheet, UnreadableFile, mask_of
from transforms.deliveries.mapping.plans import Plan
from transforms.personal import is_like_identity_number, kind_in, kinds_in, plain

# what names a person is not written down, even of a row that was refused
PERSONAL_HEADER = re.compile(
    r"身份证|证件号|姓名|手机|电话|联系方式|邮箱|e-?mail|phone|^name of (student|graduate)", re.IGNORECASE
)
# a number of 11 digits is money or a count in a column of any other type
TYPES_OF_TEXT = frozenset({"code", "text", "enum"})
MOST_STRAY_NUMBERS = 2  # a few in a column are rows to refuse, a column of them is a file to refuse
LIKE_IDENTITY = r"^\s*\p{Nd}{17}[\p{Nd}XxＸｘ]\s*$"


def personal_cells(batch: Batch, plan: Plan) -> dict[int, pa.Array]:
    """Position of a column → kind of personal data in each of its cells or null; columns without any are not there."""
    types = _types(plan)
    found = {}
    for position, column in enumerate(batch.columns):
        is_text = not types[position] or bool(types[position] & TYPES_OF_TEXT)
        kinds = kinds_in(column.dictionary, with_mobile=is_text)
        if kinds is not None and not types[position] and not PERSONAL_HEADER.search(_name(plan, position)):
            kinds = _without_amounts(kinds, column)
        if types[position] == {"code"}:
            kinds = _with_mistyped(kinds, column.dictionary)
        if kinds is not None and kinds.null_count < len(kinds):
            found[position] = kinds.take(column.indices)
    return {position: kinds for position, kinds in found.items() if kinds.null_count < len(kinds)}


def _types(plan: Plan) -> Mapping[int, set[str]]:
    """Types of the contract's columns that a column of the file goes to; none for one that goes to none."""
    types: dict[int, set[str]] = defaultdict(set)
    for part in plan.parts:
        for name, position in part.positions.items():
            types[position].add(plan.contract.columns[name].type)
    return types


def _name(plan: Plan, position: int) -> str:
    names = plan.raw_names
    return names[position] if position < len(names) else ""


def _without_amounts(kinds: pa.Array, column: pa.DictionaryArray) -> pa.Array:
    """Of a column nobody knows, numbers of 11 digits among others are amounts: mobile numbers come in columns."""
    is_mobile = pc.fill_null(pc.equal(kinds, "mobile_number"), False)
    if mask_of(is_mobile.take(column.indices)).sum() * 2 > len(column) - column.indices.null_count:
        return kinds
    is_amount = pc.and_(is_mobile, pc.match_substring_regex(column.dictionary, r"^\s*\p{Nd}+\s*$"))
    return pc.if_else(is_amount, pa.scalar(None, pa.string()), kinds)


def _with_mistyped(kinds: pa.Array | None, texts: pa.Array) -> pa.Array | None:
    """A code that looks like an identity number is taken for one, though its check character is wrong."""
    looks = pc.fill_null(pc.match_substring_regex(texts, LIKE_IDENTITY), False)
    if not pc.any(looks).as_py():
        return kinds
    mistyped = [
        bool(like) and is_like_identity_number(plain(text).strip().upper())
        for text, like in zip(texts.to_pylist(), looks.to_pylist(), strict=True)
    ]
    others = pa.nulls(len(texts), pa.string()) if kinds is None else kinds
    return pc.if_else(pa.array(mistyped), pa.scalar("identity_number"), others)


def forbid_column_of_identity_numbers(
    found: Mapping[int, pa.Array], batch: Batch, plan: Plan, sheet: str | None
) -> None:
    """Errors: UnreadableFile where a column is one of citizens' identity numbers; the numbers are not repeated."""
    for position, kinds in found.items():
        rows = np.flatnonzero(mask_of(pc.equal(kinds, "identity_number")))
        if len(rows) > MOST_STRAY_NUMBERS and len(rows) * 2 > len(batch):
            first = str(int(batch.rows[rows[0]]))
            raise UnreadableFile("identity_numbers", _name(plan, position), sheet, first)


def forbid_personal_headers(plan: Plan, sheet: str | None) -> None:
    """Errors: UnreadableFile where a header holds personal data; its column is named by its number, from 1."""
    for number, name in enumerate(plan.raw_names, start=1):
        if kind_in(name):
            raise UnreadableFile("personal_header", str(number), sheet)


def forbid_personal_sheet_names(sheets: Iterable[Sheet]) -> None:
    """Errors: UnreadableFile where the name of a sheet, read or not, holds personal data; it is given by its number."""
    for number, sheet in enumerate(sheets, start=1):
        if kind_in(sheet.name):
            raise UnreadableFile("personal_sheet_name", str(number))
