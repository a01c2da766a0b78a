"""Land one delivery: typed rows to landing/, refused rows with their reasons to refused/, and the account of both.

A child process reads the file, sheet by sheet and batch by batch; what it reads is judged and written as it goes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from transforms.child_process import ChildDied, run_in_child
from transforms.deliveries.account import REFUSED, STATED, Landed
from transforms.deliveries.files.opening import open_file
from transforms.deliveries.files.safety import FileLimits, inspect
from transforms.deliveries.files.sheets import Batch, Opened, Sheet, UnreadableFile
from transforms.deliveries.judging.codes import Catalogues
from transforms.deliveries.judging.convert import Notation
from transforms.deliveries.judging.judge import Judge, notation_in
from transforms.deliveries.judging.personal_cells import (
    forbid_column_of_identity_numbers,
    forbid_personal_headers,
    forbid_personal_sheet_names,
    personal_cells,
)
from transforms.deliveries.landing.discover import Delivery
from transforms.deliveries.landing.writing import (
    Origin,
    UnfinishedParquet,
    encoded_schema,
    landed_table,
    ragged_table,
    refused_table,
)
from transforms.deliveries.mapping.contract import Contract
from transforms.deliveries.mapping.plans import Plan, header_of, plan_of
from transforms.deliveries.mapping.reshape import Reshaper
from transforms.deliveries.mapping.source import TableMapping
from transforms.personal import without_personal_data
from transforms.yaml_text import read_yaml

REASONS_FILE = Path(__file__).parent / "reasons.yaml"


@cache
def _stated() -> dict[str, dict[str, str]]:
    return read_yaml(REASONS_FILE)


def load_reasons() -> list[dict[str, str]]:
    """Every reason: reason_code, zh, en, mend_zh, mend_en; templates with {file} {sheet} {row} {column} {value}."""
    return [{"reason_code": code, **words} for code, words in _stated().items()]


def reason_in_words(code: str, lang: str = "zh", **facts: object) -> tuple[str, str]:
    """The sentence and what to do, filled in. Errors: KeyError for a code without words."""
    words = _stated()[code]
    filled = {name: "—" if value is None else value for name, value in facts.items()}
    return words[lang].format_map(_Blank(filled)), words[f"mend_{lang}"].format_map(_Blank(filled))


class _Blank(dict):
    def __missing__(self, key: str) -> str:
        return "—"


ROOM = Path(__file__).parents[1]
LARGE_BYTES = 256 << 20  # a text larger than this is read twice rather than held in memory
Progress = Callable[[int], None]


def land(
    delivery: Delivery,
    contracts: Mapping[str, Contract],
    catalogues: Catalogues,
    out: Path,
    limits: FileLimits | None = None,
    progress: Progress | None = None,
) -> list[Landed]:
    """Land every feed of a delivery below `out`; what was landed with the same recipe is not read again.

    The file is looked at, then parsed in a child process within `limits`. progress(rows) is called as rows land.
    A file that cannot be read as a whole becomes a Landed of status `refused_file`, never an exception.
    """
    limits = limits or FileLimits()
    recipes = {feed: _recipe(delivery, contracts[feed], catalogues) for feed in delivery.feeds}
    earlier = [Landed.load(out, feed, delivery.delivery_id) for feed in recipes]
    valid = [
        item for item in earlier if item and (item.recipe, item.file) == (recipes[item.feed], delivery.file)
    ]
    if len(valid) == len(recipes):
        return valid
    try:
        _inspect(delivery, limits)
        named = {feed: contracts[feed] for feed in delivery.feeds}
        arguments = (delivery, named, catalogues, recipes, out)
        return run_in_child(receive_all, *arguments, bounds=limits.bounds, progress=progress)
    except (UnreadableFile, ChildDied) as problem:
        return [_refuse(delivery, feed, recipe, problem, out) for feed, recipe in recipes.items()]


def _inspect(delivery: Delivery, limits: FileLimits) -> None:
    if delivery.problem:
        raise UnreadableFile(delivery.problem)
    stated = delivery.source.sha256
    if stated and stated.lower() != delivery.sha256:
        raise UnreadableFile("checksum_differs", stated)
    inspect(delivery.path, delivery.source.allow, limits)


def shaping_files(room: Path) -> list[Path]:
    """Everything that shapes a landed row: all of `room`, which is deliveries/, and the modules beside it."""
    return sorted([*room.rglob("*.py"), *room.rglob("*.yaml"), *room.parent.glob("*.py")])


@cache
def digest_of_code(room: Path = ROOM) -> str:
    """Digest of the files that shape a landed row: where one changes, every delivery is read again."""
    digest = hashlib.sha256()
    for path in shaping_files(room):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _recipe(delivery: Delivery, contract: Contract, catalogues: Catalogues) -> str:
    """Digest of what shapes the rows: bytes, mapping, contract, code, and the catalogues codes are mended by."""
    named = {column.catalogue for column in contract.columns.values() if column.catalogue}
    codes = [code for name in sorted(named) for code in sorted(catalogues.codes.get(name, ()))]
    parts = (
        delivery.sha256,
        delivery.source.digest,
        repr(delivery.source),
        repr(contract),
        digest_of_code(),
        *codes,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _blank_account(delivery: Delivery, feed: str, recipe: str) -> Landed:
    return Landed(
        delivery_id=delivery.delivery_id,
        feed=feed,
        file=delivery.file,
        status="landed",
        recipe=recipe,
        bytes=delivery.path.lstat().st_size,
        **{name: getattr(delivery.source, name) for name in STATED},
    )


def _refuse(
    delivery: Delivery, feed: str, recipe: str, problem: UnreadableFile | ChildDied, out: Path
) -> Landed:
    """Refuse a file as a whole: write an account with the reason, and delete the rows of an earlier landing."""
    near = without_personal_data(getattr(problem, "suggestion", ""))
    found = without_personal_data(problem.found)
    facts = {
        "file": delivery.file,
        "sheet": getattr(problem, "sheet", None),
        "column": found,
        "value": found,
        "expected": found,
        "row": near,
        "suggestion": near,
    }
    sentence, mend = reason_in_words(problem.reason_code, "zh", **facts)
    sentence_en, mend_en = reason_in_words(problem.reason_code, "en", **facts)
    # a child process that died may succeed another time: an empty recipe makes the next run read the file again
    account = replace(
        _blank_account(delivery, feed, recipe if isinstance(problem, UnreadableFile) else ""),
        status="refused_file",
        reason_code=problem.reason_code,
        message=f"{sentence}。{mend}",
        message_en=f"{sentence_en}; {mend_en}",
    )
    account.parquet(out).unlink(missing_ok=True)
    account.refused_parquet(out).unlink(missing_ok=True)
    account.save(out)
    return account


def receive_all(
    delivery: Delivery,
    contracts: Mapping[str, Contract],
    catalogues: Catalogues,
    recipes: Mapping[str, str],
    out: Path,
    progress: Progress | None = None,
) -> list[Landed]:
    """Open a delivery and land each of its feeds; the account of each is written and returned. Runs in the child."""
    source = delivery.source
    try:
        opened = open_file(delivery.path, source.encoding, source.delimiter)
        forbid_personal_sheet_names(opened.sheets)
    except UnreadableFile as problem:
        return [_refuse(delivery, feed, recipe, problem, out) for feed, recipe in recipes.items()]
    accounts = []
    for feed, recipe in recipes.items():
        blank = _blank_account(delivery, feed, recipe)
        try:
            account = _receive(delivery, contracts[feed], catalogues, opened, blank, out, progress)
            account.save(out)
        except UnreadableFile as problem:
            account = _refuse(delivery, feed, recipe, problem, out)
        accounts.append(account)
    return accounts


def _receive(
    delivery: Delivery,
    contract: Contract,
    catalogues: Catalogues,
    opened: Opened,
    blank: Landed,
    out: Path,
    progress: Progress | None,
) -> Landed:
    """Land one feed of an opened delivery. Errors: UnreadableFile, and then no rows are left behind."""
    with (
        UnfinishedParquet(blank.parquet(out), encoded_schema(contract)) as landed,
        UnfinishedParquet(blank.refused_parquet(out), REFUSED) as refused,
    ):
        feed = _Feed(delivery, catalogues, landed, refused, progress)
        for mapping in delivery.source.tables:
            if mapping.feed == contract.feed:
                for sheet in _sheets_of(opened, mapping, contract):
                    feed.receive(sheet, plan_of(sheet, mapping, contract))
        account = feed.account(blank, opened)
        if account.rows_read != account.landed + account.refused + account.total_rows:
            raise AssertionError(f"{delivery.file}: {account} does not add up")
        landed.publish()
        refused.path.unlink(missing_ok=True)
        if refused.rows:
            refused.publish()
        return account


def _sheets_of(opened: Opened, mapping: TableMapping, contract: Contract) -> list[Sheet]:
    """The sheets a mapping speaks of: the one it names, else every visible one that has the feed's header."""
    if mapping.sheet is not None:
        named = [sheet for sheet in opened.sheets if sheet.name == mapping.sheet]
        if not named:
            names = "、".join(sheet.name or "" for sheet in opened.sheets)
            raise UnreadableFile("no_sheet", mapping.sheet, mapping.sheet, names)
        return named
    visible = [sheet for sheet in opened.sheets if not sheet.is_hidden and sheet.has_text]
    if not visible:
        raise UnreadableFile("empty_file")
    if len(visible) == 1:
        return visible
    fitting = [sheet for sheet in visible if header_of(sheet, mapping, contract)]
    if not fitting:
        plan_of(visible[0], mapping, contract)
    return fitting


@dataclass
class _Feed:
    """One feed of a delivery while its sheets are received: the two files and what was counted.

    counts: by the names of Landed's fields; rows_read is counted before anything is judged.
    """

    delivery: Delivery
    catalogues: Catalogues
    landed: UnfinishedParquet
    refused: UnfinishedParquet
    progress: Progress | None = None
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    unmapped: dict[str, str | None] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)

    def receive(self, sheet: Sheet, plan: Plan) -> None:
        """Judge and write the rows of a sheet."""
        delivery = self.delivery
        forbid_personal_headers(plan, sheet.name)
        where = Origin(delivery.delivery_id, plan.contract.feed, delivery.file, sheet.name)
        reshaper = Reshaper(sheet, plan)
        batches: Iterable[Batch] = reshaper.batches()
        notations: dict[int, Notation] = {}
        if _rates(plan):
            if delivery.path.stat().st_size > LARGE_BYTES and sheet.name is None:
                notations = _notations(plan, Reshaper(sheet, plan).batches())
            else:
                batches = list(batches)
                notations = _notations(plan, batches)
        judge = Judge(plan, self.catalogues, notations)
        for batch in batches:
            personal = personal_cells(batch, plan)
            forbid_column_of_identity_numbers(personal, batch, plan, sheet.name)
            _require_agreement(batch, plan, sheet.name)
            for records in reshaper.records(batch):
                self.counts["rows_read"] += len(records.index)
                judged = judge.judge(records, personal)
                self.landed.add(landed_table(judged, where))
                if judged.bad.any():
                    self.refused.add(refused_table(judged, plan, where))
                    self.counts["refused"] += int(judged.bad.sum())
            if self.progress:
                self.progress(self.landed.rows)
        if reshaper.ragged:
            self.refused.add(ragged_table(reshaper.ragged, plan, where))
        ragged = len(reshaper.ragged)
        self.counts.update(reshaper.counts)
        self.counts.update(rows_read=reshaper.counts["total_rows"] + ragged, refused=ragged)
        self.unmapped |= plan.unmapped
        self.sheets.append(sheet.name or "")
        if reshaper.skipped_parts:
            self.notes.append(f"{reshaper.skipped_parts} parts of rows without values make no record")

    def account(self, blank: Landed, opened: Opened) -> Landed:
        """What was counted, and which sheets were not read; `blank` holds the facts of the delivery."""
        named = [sheet for sheet in opened.sheets if sheet.name]
        hidden = tuple(sheet.name or "" for sheet in named if sheet.is_hidden)
        unread = [sheet.name for sheet in named if sheet.name not in self.sheets and sheet.has_text]
        notes = [f"hidden sheet: {name}" for name in hidden] + [
            f"sheet not read: {name}" for name in unread if name not in hidden
        ]
        counts: dict[str, Any] = dict(self.counts)
        return replace(
            blank,
            encoding=opened.encoding,
            format=opened.format,
            sheets=tuple(sheet.name or "" for sheet in named if not sheet.is_hidden),
            hidden_sheets=hidden,
            landed=self.landed.rows,
            **counts,
            notes=(*self.notes, *notes),
            unmapped_columns=tuple(self.unmapped.items()),
        )


def _require_agreement(batch: Batch, plan: Plan, sheet: str | None) -> None:
    """Check that two columns with the same meaning have equal values. Errors: UnreadableFile `repeated_header`."""
    for first, second in plan.rivals:
        left, right = (batch.columns[position].dictionary_decode() for position in (first, second))
        if not pc.all(pc.equal(left.fill_null(""), right.fill_null(""))).as_py():
            names = f"{plan.raw_names[first]}、{plan.raw_names[second]}"
            raise UnreadableFile("repeated_header", names, sheet)


def _rates(plan: Plan) -> dict[int, str]:
    """Positions of columns whose notation must be known before the first cell is read."""
    return {
        position: column
        for part in plan.parts
        for column, position in part.positions.items()
        if plan.contract.columns[column].type == "rate" and column not in plan.units
    }


def _notations(plan: Plan, batches: Iterable[Batch]) -> dict[int, Notation]:
    rates = _rates(plan)
    found = dict.fromkeys(rates, Notation())
    for batch in batches:
        for position, column in rates.items():
            cells = batch.columns[position]
            found[position] += notation_in(cells, column, plan.contract.columns[column], plan.mapping)
    return found
