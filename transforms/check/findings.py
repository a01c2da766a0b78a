"""What a check found: per file and feed how many rows would be accepted, and every cell that would not."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One cell or row that would be refused. `row`: 1-based as a person sees it; `column`: the file's own header."""

    file: str
    feed: str
    sheet: str | None
    row: int
    column: str | None
    value: str | None
    reason_code: str
    message_zh: str
    message_en: str
    mend_zh: str
    mend_en: str

    def said(self, lang: str) -> str:
        return self.message_zh if lang == "zh" else self.message_en

    def mend(self, lang: str) -> str:
        return self.mend_zh if lang == "zh" else self.mend_en


@dataclass(frozen=True)
class FileCheck:
    """One file read as one feed. rows_read = accepted + refused + total_rows.

    refused_because: zh and en sentence where the file as a whole would be refused. unread: headers no column of the
    feed takes, with the nearest name. is_guessed: the feed was derived from the header. marked_copy: where the copy
    with the bad cells in colour was written.
    """

    file: str
    feed: str
    rows_read: int = 0
    accepted: int = 0
    refused: int = 0
    total_rows: int = 0
    repaired: int = 0
    refused_because: dict[str, str] | None = None
    reason_code: str | None = None
    hidden_sheets: tuple[str, ...] = ()
    unread: tuple[tuple[str, str | None], ...] = ()
    is_guessed: bool = False
    marked_copy: str | None = None


@dataclass(frozen=True)
class CheckReport:
    """unrecognised: files of which nobody can say what they are, with the reason. unchecked: the lists of
    institutions, majors and industries that were not at hand, so that codes were not looked up in them."""

    files: list[FileCheck] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unrecognised: list[tuple[str, str]] = field(default_factory=list)
    unchecked: tuple[str, ...] = ()

    @property
    def is_acceptable(self) -> bool:
        """Every file can be read and no row would be refused but those left out by declaration."""
        refused_files = [file for file in self.files if file.refused_because]
        wrong = [problem for problem in self.problems if problem.reason_code not in DECLARED]
        return bool(self.files) and not (refused_files or wrong or self.unrecognised)

    def as_dict(self) -> dict[str, Any]:
        """For a program to read."""
        return dataclasses.asdict(self) | {"is_acceptable": self.is_acceptable}


# rows a source file leaves out are in order
DECLARED = frozenset({"excluded"})
