"""The fonts of the PDF, and what they cannot draw."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

from reports.document.blocks import strings_of

STAND_IN = "〓"  # the printer's mark for a character not in the fount
SANS, SERIF = "Noto Sans SC", "Noto Serif SC"
DRAWN_WITHOUT_GLYPH = frozenset("\n\u200b")


def font_files() -> tuple[Path, Path]:
    """Noto Sans SC and Noto Serif SC, as their package ships them (OFL)."""
    return pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path()


def font_directory() -> Path:
    return font_files()[0].parent


@cache
def covered() -> frozenset[int]:
    """Code points that every font of the PDF draws."""
    tables = [TTFont(path, lazy=True).getBestCmap() for path in font_files()]
    return frozenset.intersection(*(frozenset(table) for table in tables))


def missing_glyphs(value: object) -> tuple[str, ...]:
    """Characters of a document that the fonts lack, in code point order."""
    used = set().union(*map(set, strings_of(value)))
    return tuple(sorted(c for c in used if ord(c) not in covered() and c not in DRAWN_WITHOUT_GLYPH))


def replaced(value: object, missing: Iterable[str]) -> object:
    """The same lists and mappings with every missing character as 〓."""
    table = dict.fromkeys(map(ord, missing), STAND_IN)
    return _translated(value, table) if table else value


def _translated(value: object, table: dict[int, str]) -> object:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {key: _translated(item, table) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_translated(item, table) for item in value]
    return value


def named(character: str) -> str:
    """`U+20BB7 CJK UNIFIED IDEOGRAPH-20BB7`, for the report on what was replaced."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
