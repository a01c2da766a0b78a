"""Check files before they are delivered: land them in a folder of their own and say what would be refused, and why."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from transforms.check.recognise import Recognised, recognise
from transforms.deliveries import CATALOGUE_FEEDS, Catalogues, Landed, land, load_contracts
from transforms.warehouse.build import refusals


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


# what the lists are needed for; without its list nobody can say that a code is unknown
LISTS = {f"{reason}_{feed}": feed for reason in ("unknown", "ambiguous") for feed in CATALOGUE_FEEDS}
BORROWED = (*CATALOGUE_FEEDS, "major_lineage")


def check(
    paths: Iterable[Path],
    feed: str | None = None,
    known: Path | None = None,
    released: Collection[str] | None = None,
) -> CheckReport:
    """Say what of these files and folders would be accepted. Nothing beside them is written.

    known: folder with the landing/ of the catalogues of an earlier run, so that unknown codes are named;
    released: the deliveries of that run, where others lie there too. Errors: FileNotFoundError.
    """
    recognised, unrecognised = recognise([Path(path) for path in paths], feed)
    with tempfile.TemporaryDirectory(prefix="majorwatch-check-") as folder:
        out = Path(folder)
        delivered = {name for item in recognised for name in item.delivery.feeds}
        borrowed = _borrow(known, out, delivered, released)
        landed = _land(recognised, borrowed, out)
        lists = {item.feed for item in [*borrowed, *landed] if item.status == "landed"} & set(CATALOGUE_FEEDS)
        found = _refused(out, landed, borrowed, lists)
        guessed = {item.delivery.delivery_id for item in recognised if item.is_guessed}
        files = [_file(item, found, out, item.delivery_id in guessed) for item in landed]
    unchecked = tuple(name for name in CATALOGUE_FEEDS if name not in lists)
    return CheckReport(files, [_problem(row) for row in found], unrecognised, unchecked)


def _borrow(
    known: Path | None, out: Path, delivered: set[str], released: Collection[str] | None
) -> list[Landed]:
    """Copy the landed catalogues that are not themselves being checked."""
    borrowed: list[Landed] = []
    if known is None:
        return borrowed
    for feed in (name for name in BORROWED if name not in delivered):
        for account in sorted((known / "landing" / feed).glob("*.json")):
            item = Landed.load(known, feed, account.stem)
            if (
                item
                and item.status == "landed"
                and item.parquet(known).exists()
                and (released is None or item.delivery_id in released)
            ):
                item.parquet(out).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(item.parquet(known), item.parquet(out))
                borrowed.append(item)
    return borrowed


def _land(recognised: list[Recognised], borrowed: list[Landed], out: Path) -> list[Landed]:
    """Catalogues first, as the nightly run does: they mend damaged codes of the rest."""
    is_catalogue = [bool(set(item.delivery.feeds) & set(CATALOGUE_FEEDS)) for item in recognised]
    landed: list[Landed] = []
    for turn in (True, False):
        known = Catalogues.from_landed([*borrowed, *landed], out)
        for item, first in zip(recognised, is_catalogue, strict=True):
            if first is turn:
                landed += land(item.delivery, load_contracts(), known, out)
    return landed


def _refused(
    out: Path, landed: list[Landed], borrowed: list[Landed], lists: set[str]
) -> list[dict[str, Any]]:
    checked = {item.delivery_id for item in landed}
    return [
        row
        for row in refusals(out, [*landed, *borrowed])
        if row["delivery_id"] in checked and LISTS.get(row["reason_code"], "") in {"", *lists}
    ]


def _file(item: Landed, found: list[dict[str, Any]], out: Path, is_guessed: bool) -> FileCheck:
    # what landed and is refused for a code nobody knows, or for contradicting another row; one problem a row
    unfit = sum(
        row["row_json"] is None
        and (row["delivery_id"], row["feed"], row["file"]) == (item.delivery_id, item.feed, item.file)
        for row in found
    )
    refused = item.refused + unfit
    repaired = 0
    if item.status == "landed":
        notes = pq.read_table(item.parquet(out), columns=["_note"]).column(0)
        repaired = len(notes) - notes.null_count
    return FileCheck(
        file=item.file,
        feed=item.feed,
        rows_read=item.rows_read,
        accepted=item.rows_read - refused - item.total_rows,
        refused=refused,
        total_rows=item.total_rows,
        repaired=repaired,
        refused_because={"zh": str(item.message), "en": str(item.message_en)}
        if item.status != "landed"
        else None,
        reason_code=item.reason_code,
        hidden_sheets=item.hidden_sheets,
        unread=item.unmapped_columns,
        is_guessed=is_guessed,
    )


def _problem(row: dict[str, Any]) -> Problem:
    same = ("file", "feed", "sheet", "row", "reason_code", "message_zh", "message_en", "mend_zh", "mend_en")
    return Problem(column=row["column_name"], value=row["raw_text"], **{name: row[name] for name in same})
