"""Text that a spreadsheet would run as a formula when it opens a CSV file gets an apostrophe before it.

The mark can be taken off again without doubt (docs/decisions/open-data.md). Numbers are no text and stay numbers.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

MARK = "'"
SIGNS = "[=+\\-@＝＋－＠]"
# what may come before a sign without making it harmless
BLANKS = f"[{MARK} \t\n\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]*"
# a cell begins where a text does, and inside of it where a spreadsheet separates by another character
AT_START, INSIDE = f"{BLANKS}(?:{SIGNS}|[\t\r\n])", f"{BLANKS}{SIGNS}"
SEPARATORS = "[;\t\r\n]"
RISKY = re.compile(rf"\A(?={AT_START})|(?<={SEPARATORS})(?={INSIDE})")
MARKED = re.compile(rf"\A{MARK}(?={AT_START})|(?<={SEPARATORS}){MARK}(?={INSIDE})")
# the same as RISKY in words that RE2 knows, for a quick look over a whole column
SEEN = rf"\A{AT_START}|{SEPARATORS}{INSIDE}"


def is_guarded(text: str) -> bool:
    """Would a spreadsheet take the text, or a part of it, for a formula?"""
    return RISKY.search(text) is not None


def guarded(text: str) -> str:
    """The text with the mark wherever a cell may begin with what makes a formula."""
    return RISKY.sub(MARK, text)


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return MARKED.sub("", text)


def guarded_table(table: pa.Table) -> pa.Table:
    """The table with every text guarded; most columns hold nothing that needs it and stay as they are."""
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) and pc.any(pc.match_substring_regex(table[place], SEEN)).as_py():
            texts = [None if text is None else guarded(text) for text in table[place].to_pylist()]
            table = table.set_column(place, field, pa.array(texts, field.type))
    return table
