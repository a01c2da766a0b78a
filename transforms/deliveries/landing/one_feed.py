"""Read one delivery, sheet by sheet and batch by batch, and write what lands and what is refused. Runs apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow.compute as pc

from transforms.deliveries.account import REFUSED, Landed
from transforms.deliveries.files.cells import Batch
from transforms.deliveries.files.sheets import Opened, Sheet, Unreadable
from transforms.deliveries.judging.catalogues import Catalogues
from transforms.deliveries.judging.convert import Notation
from transforms.deliveries.judging.judge import Judge, notation_in
from transforms.deliveries.landing.discover import Delivery
from transforms.deliveries.landing.refused import forbid_identity_numbers, ragged_table, refused_table
from transforms.deliveries.landing.writing import Aside, encoded_schema, landed_table, refused_rows
from transforms.deliveries.mapping.contract import Contract
from transforms.deliveries.mapping.plans import Plan, header_of, plan_of
from transforms.deliveries.mapping.reshape import Reshaper
from transforms.deliveries.mapping.source import TableMapping

LARGE_BYTES = 256 << 20  # a text larger than this is read twice rather than kept in memory
Progress = Callable[[int], None]


@dataclass
class _Account:
    """What was counted over the sheets of one feed. rows_read is counted before anything is judged."""

    source_rows: int = 0
    rows_read: int = 0
    refused: int = 0
    total_rows: int = 0
    furniture: int = 0
    notes: list[str] = field(default_factory=list)
    unmapped: dict[str, str | None] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)


def receive(
    delivery: Delivery,
    contract: Contract,
    catalogues: Catalogues,
    opened: Opened,
    blank: Landed,
    out: Path,
    progress: Progress | None = None,
) -> Landed:
    """Land one feed of an opened delivery; `blank` holds its facts. Errors: Unreadable, and then nothing is kept."""
    landed = Aside(blank.parquet(out), encoded_schema(contract))
    refused = Aside(blank.refused_parquet(out), REFUSED)
    account = _Account()
    try:
        for mapping in delivery.source.tables:
            if mapping.feed == contract.feed:
                for sheet in sheets_of(opened, mapping, contract):
                    _receive_sheet(
                        delivery,
                        sheet,
                        plan_of(sheet, mapping, contract),
                        catalogues,
                        landed,
                        refused,
                        account,
                        progress,
                    )
    except BaseException:
        landed.drop()
        refused.drop()
        raise
    if account.rows_read != landed.rows + account.refused + account.total_rows:
        raise AssertionError(f"{delivery.file}: {account} does not add up with {landed.rows} landed")
    landed.keep()
    refused.path.unlink(missing_ok=True)
    if refused.rows:
        refused.keep()
    return _accounted(blank, opened, account, landed.rows)


def _accounted(blank: Landed, opened: Opened, account: _Account, rows: int) -> Landed:
    named = [sheet for sheet in opened.sheets if sheet.name]
    hidden = tuple(sheet.name or "" for sheet in named if sheet.is_hidden)
    unread = [
        sheet.name
        for sheet in named
        if sheet.name not in account.sheets and any(any(line) for line in sheet.head)
    ]
    notes = [f"hidden sheet: {name}" for name in hidden] + [
        f"sheet not read: {name}" for name in unread if name not in hidden
    ]
    return replace(
        blank,
        encoding=opened.encoding,
        format=opened.format,
        sheets=tuple(sheet.name or "" for sheet in named if not sheet.is_hidden),
        hidden_sheets=hidden,
        source_rows=account.source_rows,
        rows_read=account.rows_read,
        landed=rows,
        refused=account.refused,
        total_rows=account.total_rows,
        furniture_rows=account.furniture,
        notes=(*opened.notes, *account.notes, *notes),
        unmapped_columns=tuple(account.unmapped.items()),
    )


def sheets_of(opened: Opened, mapping: TableMapping, contract: Contract) -> list[Sheet]:
    """The sheets a mapping speaks of: the one it names, else every visible one that has the feed's header."""
    if mapping.sheet is not None:
        named = [sheet for sheet in opened.sheets if sheet.name == mapping.sheet]
        if not named:
            names = "、".join(sheet.name or "" for sheet in opened.sheets)
            raise Unreadable("no_sheet", mapping.sheet, mapping.sheet, names)
        return named
    visible = [
        sheet for sheet in opened.sheets if not sheet.is_hidden and any(any(line) for line in sheet.head)
    ]
    if not visible:
        raise Unreadable("empty_file")
    if len(visible) == 1:
        return visible
    fitting = [sheet for sheet in visible if header_of(sheet, mapping, contract)]
    if not fitting:
        plan_of(visible[0], mapping, contract)
    return fitting


def _receive_sheet(
    delivery: Delivery,
    sheet: Sheet,
    plan: Plan,
    catalogues: Catalogues,
    landed: Aside,
    refused: Aside,
    account: _Account,
    progress: Progress | None,
) -> None:
    feed = plan.contract.feed
    where = (delivery.delivery_id, feed, delivery.file, sheet.name)
    reshaper = Reshaper(sheet, plan)
    batches: Iterable[Batch] = reshaper.batches()
    notations: dict[int, Notation] = {}
    if _rates(plan):
        if delivery.path.stat().st_size > LARGE_BYTES and sheet.name is None:
            notations = _notations(plan, Reshaper(sheet, plan).batches())
        else:
            batches = list(batches)
            notations = _notations(plan, batches)
    judge = Judge(plan, catalogues, notations)
    for batch in batches:
        forbid_identity_numbers(batch, plan, sheet.name)
        _require_agreement(batch, plan, sheet.name)
        for records in reshaper.records(batch):
            account.rows_read += len(records.index)
            judged = judge.judge(records)
            landed.add(landed_table(judged, delivery.delivery_id, delivery.file, sheet.name))
            if judged.bad.any():
                refused.add(refused_rows(refused_table(judged, plan), *where))
                account.refused += int(judged.bad.sum())
        if progress:
            progress(landed.rows)
    tally = reshaper.tally
    if tally.ragged:
        refused.add(refused_rows(ragged_table(tally.ragged, plan), *where))
    account.rows_read += tally.total_rows + len(tally.ragged)
    account.refused += len(tally.ragged)
    account.source_rows += tally.source_rows
    account.total_rows += tally.total_rows
    account.furniture += tally.furniture
    account.unmapped |= plan.unmapped
    account.sheets.append(sheet.name or "")
    if tally.skipped_parts:
        account.notes.append(f"{tally.skipped_parts} parts of rows without values make no record")


def _require_agreement(batch: Batch, plan: Plan, sheet: str | None) -> None:
    """Errors: Unreadable where two columns of one meaning say different things."""
    for first, second in plan.rivals:
        left, right = (batch.columns[position].dictionary_decode() for position in (first, second))
        if not pc.all(pc.equal(left.fill_null(""), right.fill_null(""))).as_py():
            names = f"{plan.raw_names[first]}、{plan.raw_names[second]}"
            raise Unreadable("repeated_header", names, sheet)


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
