"""Personal data in text: citizens' identity numbers, mobile numbers, e-mail addresses. The one place that knows them.

Full-width digits and letters count like their plain forms, numbers glued to other text too, and characters nobody sees
(zero width, direction marks) do not divide a number. No function gives back a number it was not given: a reason, a log
or an error names the kind and the place.

An identity number has the region of a province, a birthday and the right check character (GB 11643); a unified social
credit code (GB 32100), whose two check characters are right, is none. A mobile number has 11 digits, the first two
13 to 19, in one piece or in the groups people write.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

Kind = Literal["identity_number", "mobile_number", "email_address"]
WITHHELD = "***"

PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
BORN = range(1900, 2031)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_LETTERS = "10X98765432"

CREDIT_OFFICES = frozenset(
    [
        "11",
        "12",
        "13",
        "19",
        "21",
        "29",
        "31",
        "32",
        "33",
        "34",
        "35",
        "39",
        "41",
        "49",
        "51",
        "52",
        "53",
        "54",
        "59",
        "61",
        "62",
        "69",
        "71",
        "72",
        "79",
        "81",
        "89",
        "91",
        "92",
        "93",
    ]
)
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
CREDIT_BASE, ORGANISATION_BASE = 31, 11
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

IDENTITY = re.compile(r"(?<!\d)(?<!\d\.)\d(?:[ -]?\d){16}[ -]?[\dXx](?!\d)")
MOBILE = re.compile(r"(?<!\d)(?<!\d\.)(?:(?:\+|00)?86[ )-]*)?(1[3-9]\d(?: {0,2}-? {0,2}\d){8})(?!\d|\.\d)")
MOBILE_GROUPS = frozenset({(11,), (3, 4, 4), (3, 8), (4, 3, 4), (4, 4, 3), (3, 3, 5), (7, 4)})
EMAIL = re.compile(r"[\w.%+-]*\w@(?:[\w-]+\.)+[^\W\d_]{2,}")
# a name of 16 hexadecimal digits and more is a digest, whatever its decimal digits look like
DIGEST = re.compile(r"(?=\d*[a-f]|\d*[A-F])(?:[0-9a-f]+|[0-9A-F]+)")
LETTERS_AND_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")

# RE2, for many texts at once: all that could hold such data in any form, and little else
_START = r"(?:^\.?|[^\p{Nd}.]|[^\p{Nd}]\.)"  # no digit before it, nor a decimal point
_BETWEEN = r"[\p{Zs}\p{Cf}\p{Pd}−]{0,4}"
LIKELY = (
    rf"[\p{{L}}\p{{N}}_%+\-]\p{{Cf}}*[@＠﹫]"
    rf"|{_START}(?:[0０]{{0,2}}[8８]{_BETWEEN}[6６][)）]?{_BETWEEN})?"
    rf"[1１]{_BETWEEN}[3-9３-９](?:{_BETWEEN}\p{{Nd}}){{9}}(?:[^\p{{Nd}}.]|\.[^\p{{Nd}}]|\.?$)"
    rf"|{_START}[1-8１-８](?:{_BETWEEN}\p{{Nd}}){{16}}{_BETWEEN}[\p{{Nd}}XxＸｘ](?:[^\p{{Nd}}]|$)"
)


class PersonalDatum(NamedTuple):
    """One number or address in a text, in plain form: for comparing with those that may be published, never to show."""

    kind: Kind
    plain: str


def plain(text: str) -> str:
    """A text with full-width digits, letters, dashes and spaces as plain ones, and without what nobody sees."""
    folded = unicodedata.normalize("NFKC", text.translate(DASHES)).translate(DASHES)
    return "".join(
        str(unicodedata.decimal(sign))
        if sign.isdecimal()
        else " "
        if sign.isspace() and sign != "\n"
        else sign
        for sign in folded
        if unicodedata.category(sign) != "Cf"
    )


def personal_data(text: str, *, with_mobile: bool = True) -> Iterator[PersonalDatum]:
    """Every piece of personal data in a text. with_mobile: a column of counts or money has no mobile numbers."""
    text = plain(text)
    for found in IDENTITY.finditer(text):
        number = re.sub("[ -]", "", found[0]).upper()
        if is_identity_number(number):
            yield PersonalDatum("identity_number", number)
    for found in MOBILE.finditer(text) if with_mobile else ():
        groups = re.findall(r"\d+", found[1])
        if tuple(map(len, groups)) in MOBILE_GROUPS and not _is_in_digest(text, *found.span(1)):
            yield PersonalDatum("mobile_number", "".join(groups))
    for found in EMAIL.finditer(text) if "@" in text else ():
        yield PersonalDatum("email_address", found[0].lower())


def is_identity_number(number: str) -> bool:
    """Whether 18 plain characters are one: region, birthday and check character."""
    if not is_like_identity_number(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return CHECK_LETTERS[total % len(CHECK_LETTERS)] == number[17]


def is_like_identity_number(number: str) -> bool:
    """Whether 18 plain characters have region and birthday of one, as a mistyped one has."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number) or number[:2] not in PROVINCES:
        return False
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return born.year in BORN and not is_credit_code(number)


def is_credit_code(number: str) -> bool:
    """Whether 18 digits are a unified social credit code: office, province, and both check digits.

    Of a thousand identity numbers fewer than one is; codes with letters never look like an identity number.
    """
    if not number.isdecimal() or number[:2] not in CREDIT_OFFICES or number[2:4] not in PROVINCES:
        return False
    organisation = sum(
        int(digit) * weight for digit, weight in zip(number[8:16], ORGANISATION_WEIGHTS, strict=True)
    )
    total = sum(int(digit) * weight for digit, weight in zip(number, CREDIT_WEIGHTS, strict=False))
    return -organisation % ORGANISATION_BASE == int(number[16]) and -total % CREDIT_BASE == int(number[17])


def _is_in_digest(text: str, first: int, after: int) -> bool:
    while first and text[first - 1] in LETTERS_AND_DIGITS:
        first -= 1
    while after < len(text) and text[after] in LETTERS_AND_DIGITS:
        after += 1
    return bool(DIGEST.fullmatch(text, first, after))


def kind_in(text: str | None, *, with_mobile: bool = True) -> Kind | None:
    """The kind of the first personal data in a text, or None."""
    found = next(personal_data(text, with_mobile=with_mobile), None) if text else None
    return found.kind if found else None


def without_personal_data(text: str) -> str:
    """The text, or WITHHELD in its place where it holds personal data."""
    return WITHHELD if kind_in(text) else text


def path_without_personal_data(path: str) -> str:
    """A path with WITHHELD in the place of each name that holds personal data; its ending stays."""
    names = []
    for name in path.split("/"):
        _, dot, ending = name.rpartition(".")
        is_plain_ending = bool(dot) and kind_in(ending) is None and kind_in(name) is not None
        names.append(f"{WITHHELD}.{ending}" if is_plain_ending else without_personal_data(name))
    return "/".join(names)


def all_without_personal_data(texts: pa.Array) -> pa.Array:
    """An array of texts, WITHHELD in the place of each that holds personal data."""
    kinds = kinds_in(texts)
    return texts if kinds is None else pc.if_else(pc.is_valid(kinds), pa.scalar(WITHHELD), texts)


def kinds_in(texts: pa.Array, *, with_mobile: bool = True) -> pa.Array | None:
    """The kind of the first personal data of each text, null where it has none; None where no text has any."""
    likely = pc.fill_null(pc.match_substring_regex(texts, LIKELY), False)
    if not pc.any(likely).as_py():
        return None
    kinds = [
        kind_in(text, with_mobile=with_mobile) if is_likely else None
        for text, is_likely in zip(texts.to_pylist(), likely.to_pylist(), strict=True)
    ]
    return pa.array(kinds, pa.string()) if any(kinds) else None


def strings_in(part: Any) -> Iterator[str]:
    """Every text and whole number of nested mappings and sequences, keys among them."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from strings_in(key)
            yield from strings_in(value)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from strings_in(item)
    elif isinstance(part, int):
        yield str(part)
