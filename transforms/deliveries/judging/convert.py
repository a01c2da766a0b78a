"""Text columns to typed columns. The notation is decided per column, never per cell; what does not fit is a problem."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.deliveries.files.sheets import EXACT_INTEGERS
from transforms.deliveries.mapping.contract import Column
from transforms.deliveries.mapping.headers import folded

MISSING = (
    "",
    "-",
    "--",
    "—",
    "——",
    "－",
    "/",
    "\\",
    "无",
    "空",
    "na",
    "NA",
    "N/A",
    "n/a",
    "NULL",
    "null",
    "None",
    "#N/A",
)
FULL_WIDTH = "[\uff01-\uff5e\u3000]"
WHOLE = r"^[+-]?\d{1,15}(\.0*)?$"
EXPONENT = r"^[+-]?\d(\.\d+)?[eE]\+?\d{1,2}$"
NUMBER = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$"
THOUSANDS = r"^[+-]?\d{1,3}([,，]\d{3})+(\.\d+)?$"
LARGEST = 1e18
CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
YEARS = (1900, 2100)
YES = ("是", "true", "yes", "y", "1", "√")
NO = ("否", "false", "no", "n", "0", "×")
FACTORS = {"thousands": 1_000.0, "10k_persons": 10_000.0, "10k_yuan": 10_000.0, "100m_yuan": 100_000_000.0}
# day 0 of a spreadsheet, which believes that 1900 was a leap year
SPREADSHEET_EPOCH = datetime.date(1899, 12, 30)


@dataclass(frozen=True)
class Typed:
    """A converted column. Per cell, or null: the reason code of its problem, and a note of what was mended."""

    values: pa.Array
    problem: pa.Array | None
    note: pa.Array | None = None


def clean(text: pa.Array, column: Column, missing: tuple[str, ...] = ()) -> pa.Array:
    """Text without full-width forms and outer space; missing markers become null.

    A dash or 无 is a word in a text column and a missing marker in any other.
    """
    if column.type != "text" and pc.any(pc.match_substring_regex(text, FULL_WIDTH)).as_py():
        text = pc.utf8_normalize(text, form="NFKC")
    text = pc.utf8_trim_whitespace(text)
    markers = ("",) if column.type == "text" else MISSING
    is_missing = pc.is_in(text, pa.array([*markers, *missing]))
    return pc.if_else(is_missing, pa.scalar(None, pa.string()), text)


@dataclass(frozen=True)
class Notation:
    """How the cells of a rate column are written: with a sign, bare and at most one, bare and above one."""

    signed: int = 0
    small: int = 0
    large: int = 0

    def __add__(self, other: Notation) -> Notation:
        return Notation(self.signed + other.signed, self.small + other.small, self.large + other.large)

    @property
    def is_percent(self) -> bool:
        """Whether at least half of the cells are percentages rather than fractions."""
        return self.signed + self.large >= max(self.small, 1)


def notation_of(text: pa.Array, counts: np.ndarray | None = None) -> Notation:
    """The notation of cleaned text; `counts` says how many cells hold each text, one where not given."""
    signed, number = _signed(text)
    bare = _where(pc.invert(signed), number.values)
    small = pc.and_(pc.greater(bare, 0), pc.less_equal(bare, 1))
    masks = [
        pc.fill_null(mask, False).to_numpy(zero_copy_only=False)
        for mask in (signed, small, pc.greater(bare, 1))
    ]
    weights = np.ones(len(text), np.int64) if counts is None else counts
    return Notation(*(int(weights[mask].sum()) for mask in masks))


def typed(
    text: pa.Array,
    column: Column,
    unit: str | None = None,
    academic_year: str = "last",
    notation: Notation | None = None,
) -> Typed:
    """Convert cleaned text to the column's type; null stays null.

    unit: the declared one, if any. notation: that of the whole column, where `text` is only a part of it.
    """
    if column.type in ("code", "text"):
        return Typed(text, _nothing(text))
    if column.type == "enum":
        return _enum(text, column)
    if column.type == "integer":
        return _integer(text, unit)
    if column.type in ("number", "money"):
        return _number(text, unit)
    if column.type == "rate":
        return _rate(text, unit, notation or notation_of(text))
    if column.type == "year":
        return _by_value(text, pa.int32(), lambda value: _year(value, academic_year), "not_a_year")
    if column.type == "date":
        return _by_value(text, pa.date32(), _date, "not_a_date")
    return _by_value(text, pa.bool_(), _yes_or_no, "not_yes_or_no")


def beyond(values: pa.Array, column: Column) -> pa.Array:
    """Reason code where a value lies outside the column's inclusive domain, else null."""
    problem = _nothing(values)
    if column.minimum is not None:
        problem = _mark(pc.less(values, column.minimum), "below_minimum", problem)
    if column.maximum is not None:
        problem = _mark(pc.greater(values, column.maximum), "above_maximum", problem)
    return problem


def _nothing(like: pa.Array) -> pa.Array:
    return pa.nulls(len(like), pa.string())


def _mark(mask: pa.Array, code: str, problem: pa.Array) -> pa.Array:
    """Put a reason code where the mask is true and there is no problem yet."""
    wanted = pc.and_(pc.fill_null(mask, False), pc.is_null(problem))
    return pc.if_else(wanted, pa.scalar(code), problem)


def _without_thousands(text: pa.Array) -> pa.Array:
    if not pc.any(pc.match_substring_regex(text, "[,，]")).as_py():
        return text
    grouped = pc.fill_null(pc.match_substring_regex(text, THOUSANDS), False)
    return pc.if_else(grouped, pc.replace_substring_regex(text, "[,，]", ""), text)


def _integer(text: pa.Array, unit: str | None) -> Typed:
    if unit in FACTORS:
        number = _number(text, unit)
        counts = _where(pc.less(pc.abs(number.values), EXACT_INTEGERS), pc.round(number.values))
        unread = pc.and_(pc.is_valid(number.values), pc.is_null(counts))
        return Typed(pc.cast(counts, pa.int64()), _mark(unread, "not_a_whole_number", number.problem))
    text = _written_out(_without_thousands(text))
    # a longer one has no equal in floating point, by which limits are compared; no count of persons is as long
    fits = pc.match_substring_regex(text, WHOLE)
    problem = _mark(pc.invert(fits), "not_a_whole_number", _nothing(text))
    digits = pc.replace_substring_regex(_where(fits, text), r"^\+|\.0*$", "")
    return Typed(pc.cast(digits, pa.int64()), problem)


def _written_out(text: pa.Array) -> pa.Array:
    """Whole numbers that a spreadsheet wrote with an exponent, without it."""
    powers = pc.fill_null(pc.match_substring_regex(text, EXPONENT), False)
    if not pc.any(powers).as_py():
        return text
    values = pc.cast(_where(powers, text), pa.float64())
    whole = pc.fill_null(
        pc.and_(pc.equal(values, pc.floor(values)), pc.less(pc.abs(values), EXACT_INTEGERS)), False
    )
    return pc.if_else(whole, pc.cast(pc.cast(_where(whole, values), pa.int64()), pa.string()), text)


def _number(text: pa.Array, unit: str | None) -> Typed:
    text = _without_thousands(text)
    fits = pc.match_substring_regex(text, NUMBER)
    problem = _mark(pc.invert(fits), "not_a_number", _nothing(text))
    values = pc.cast(pc.replace_substring_regex(_where(fits, text), r"^\+|\.$", ""), pa.float64())
    endless = pc.fill_null(pc.greater(pc.abs(values), LARGEST), False)
    problem, values = _mark(endless, "not_a_number", problem), _where(pc.invert(endless), values)
    if unit in FACTORS:
        # 4.892 ten thousands are 48,920 and not 48,919.99999999999
        values = pc.round(pc.multiply(values, FACTORS[unit]), ndigits=6)
    return Typed(values, problem)


def _signed(text: pa.Array) -> tuple[pa.Array, Typed]:
    """Which texts bear a percent sign, and the numbers without it."""
    signed = pc.fill_null(pc.ends_with(text, "%"), False)
    return signed, _number(pc.utf8_trim_whitespace(pc.replace_substring_regex(text, "%$", "")), None)


def _rate(text: pa.Array, unit: str | None, notation: Notation) -> Typed:
    """Fraction from 93.5%, 93.5 or 0.935; what is written unlike the rest of its column is a problem."""
    signed, number = _signed(text)
    bare = _where(pc.invert(signed), number.values)
    small = pc.fill_null(pc.and_(pc.greater(bare, 0), pc.less_equal(bare, 1)), False)
    large = pc.fill_null(pc.greater(bare, 1), False)
    is_percent = unit == "percent" if unit else notation.is_percent
    odd = signed if not is_percent else None
    if unit is None:
        # a bare value up to one among percentages may be either notation, and so may 93.5 among fractions
        odd = small if is_percent else pc.or_(signed, large)
    problem = number.problem if odd is None else _mark(odd, "ambiguous_rate", number.problem)
    values = pc.divide(number.values, 100.0) if is_percent else number.values
    return Typed(_where(pc.is_null(problem), values), problem)


def _where(mask: pa.Array, values: pa.Array) -> pa.Array:
    """The values where the mask is true, null elsewhere."""
    return pc.if_else(mask, values, pa.scalar(None, values.type))


def _enum(text: pa.Array, column: Column) -> Typed:
    spellings = {folded(word): value for value, words in column.values.items() for word in (value, *words)}
    return _by_value(text, pa.string(), lambda value: spellings.get(folded(value)), "unknown_value")


def _by_value(text: pa.Array, kind: pa.DataType, convert, code: str) -> Typed:
    """Convert each distinct value once: such columns hold few of them."""
    encoded = pc.dictionary_encode(text)
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        return Typed(pa.nulls(0, kind), _nothing(text))
    converted: Mapping[str, object] = {value: convert(value) for value in encoded.dictionary.to_pylist()}
    values = pa.array(list(converted.values()), kind).take(encoded.indices)
    unread = pa.array([value is None for value in converted.values()], pa.bool_()).take(encoded.indices)
    return Typed(values, _mark(unread, code, _nothing(values)))


def _year(text: str, academic_year: str) -> int | None:
    """2023, 2023届, 二〇二三届, 2022-2023学年; of an academic year the first or the last, as the feed counts."""
    plain = re.sub(r"[\s年届级度学]+$", "", text.translate(CHINESE_DIGITS)).removesuffix(".0")
    span = re.fullmatch(r"(\d{4})\s*[-—–~至/]\s*(\d{4}|\d{2})", plain)
    if span:
        first = int(span[1])
        last = int(span[2]) if len(span[2]) == 4 else first // 100 * 100 + int(span[2])
        last += 100 if last < first else 0
        plain = str(last if academic_year == "last" else first) if last == first + 1 else ""
    if re.fullmatch(r"\d{4}(-\d\d-\d\d( 00:00:00)?)?", plain) and YEARS[0] <= int(plain[:4]) <= YEARS[1]:
        return int(plain[:4])
    return None


def _date(text: str) -> datetime.date | None:
    if re.fullmatch(r"[1-9]\d{4}(\.0)?", text):
        return SPREADSHEET_EPOCH + datetime.timedelta(days=int(text[:5]))
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?( 00:00:00)?|(\d{4})(\d\d)(\d\d)", text)
    if not found:
        return None
    parts = [part for part in (found[1] or found[5], found[2] or found[6], found[3] or found[7]) if part]
    try:
        return datetime.date(*(int(part) for part in parts))
    except ValueError:
        return None


def _yes_or_no(text: str) -> bool | None:
    word = folded(text)
    return True if word in YES else False if word in NO else None
