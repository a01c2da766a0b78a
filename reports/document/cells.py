"""Cells that many tables share."""

from __future__ import annotations

from typing import Any

from reports.document.blocks import (
    Span,
    Spans,
    plain,
)
from reports.document.fields import Field
from reports.document.page import link
from reports.document.wording import Wording


def coded(code: str, name: str | None) -> str:
    """A code with its name; once, where only one of them was delivered."""
    return f"{code} {name}" if name and name != code else code


def program_cell(
    wording: Wording, institution: str, major: str, code: str, level: str, program_id: str = ""
) -> Spans:
    """School in bold, under it the major with its code and level; with `program_id` it leads to the receipt."""
    name = link(institution, "program", program_id) if program_id else Span(institution, "strong")
    return (name, Span("", "break"), *major_words(wording, plain(major), code, level))


def program_field(wording: Wording, key: str = "lists.program", is_linked: bool = False) -> Field[Any]:
    """The column that names the program of a row by its school, major and level, leading to the receipt if linked."""
    return Field(
        key,
        lambda row: program_cell(
            wording,
            row.institution_name or "",
            row.major_name or "",
            row.major_code or "",
            row.level,
            row.program_id if is_linked else "",
        ),
        width="fill",
    )


def major_words(wording: Wording, major: Spans, code: str, level: str) -> Spans:
    """A major with its code and level."""
    return wording.words.spans(
        "lists.major", major=major, code=(Span(code, "code"),), level=wording.level(level)
    )
