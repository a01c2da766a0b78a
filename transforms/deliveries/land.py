"""Land one delivery: typed rows to landing/, refused rows with their reasons to refused/, and the account of both."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyarrow as pa

from transforms.deliveries.catalogues import Catalogues
from transforms.deliveries.contract import Contract
from transforms.deliveries.discover import Delivery
from transforms.deliveries.judge import Judged, judge
from transforms.deliveries.landed import REFUSED, Landed, feed_schema, write_parquet
from transforms.deliveries.reading import Opened, Sheet, Unreadable, open_file
from transforms.deliveries.reasons import reason_in_words
from transforms.deliveries.reshape import records_of
from transforms.deliveries.source import TableMapping


def land(delivery: Delivery, contracts: Mapping[str, Contract], catalogues: Catalogues, out: Path) -> list[Landed]:
    """Land every feed of a delivery below `out`; what was landed with the same recipe is not read again.

    A file that cannot be read as a whole becomes a Landed of status `refused_file`, never an exception.
    """
    kept = {feed: Landed.load(out, feed, delivery.sha256) for feed in delivery.feeds}
    recipes = {feed: _recipe(delivery, contracts[feed], catalogues) for feed in delivery.feeds}
    if all(item and item.recipe == recipes[feed] and item.file == delivery.file for feed, item in kept.items()):
        return [item for item in kept.values() if item]
    try:
        opened = open_file(delivery.path, delivery.source.encoding, delivery.source.allow)
    except Unreadable as problem:
        return [_refused_file(delivery, feed, recipes[feed], problem, out) for feed in delivery.feeds]
    return [_land_feed(delivery, contracts[feed], catalogues, opened, recipes[feed], out) for feed in delivery.feeds]


@cache
def _code_digest() -> str:
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.py"), *folder.glob("*.yaml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _recipe(delivery: Delivery, contract: Contract, catalogues: Catalogues) -> str:
    """Digest of what shapes the rows: bytes, mapping, contract, code, and the catalogues codes are mended by."""
    codes = "".join(sorted(code for known in catalogues.codes.values() for code in known))
    parts = (delivery.sha256, delivery.source.digest, repr(contract), _code_digest(), codes)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class _Counts:
    source_rows: int = 0
    furniture: int = 0
    unmapped: tuple[tuple[str, str | None], ...] = ()
    notes: tuple[str, ...] = ()


def _land_feed(
    delivery: Delivery, contract: Contract, catalogues: Catalogues, opened: Opened, recipe: str, out: Path
) -> Landed:
    judged: list[Judged] = []
    counts: list[_Counts] = []
    try:
        for mapping in delivery.source.tables:
            if mapping.feed == contract.feed:
                for sheet in _sheets(opened, mapping, contract):
                    _land_sheet(delivery, sheet, mapping, contract, catalogues, judged, counts)
    except Unreadable as problem:
        return _refused_file(delivery, contract.feed, recipe, problem, out)
    judged += _ragged(delivery, contract, opened)
    return _written(delivery, contract, opened, recipe, judged, counts, out)


def _sheets(opened: Opened, mapping: TableMapping, contract: Contract) -> list[Sheet]:
    """The sheets a mapping speaks of: the one it names, else every visible one that has the feed's header."""
    if mapping.sheet is not None:
        named = [sheet for sheet in opened.sheets if sheet.name == mapping.sheet]
        if not named:
            raise Unreadable("no_header", mapping.sheet)
        return named
    visible = [sheet for sheet in opened.sheets if not sheet.is_hidden]
    if len(visible) == 1:
        return visible
    fitting = [sheet for sheet in visible if _has_header(sheet, mapping, contract)]
    if not fitting:
        raise Unreadable("no_header", ", ".join(column.label.zh for column in contract.columns.values() if column.required))
    return fitting


def _has_header(sheet: Sheet, mapping: TableMapping, contract: Contract) -> bool:
    try:
        records_of(replace(sheet, cells=sheet.cells.slice(0, 40), rows=sheet.rows.slice(0, 40)), mapping, contract)
    except Unreadable:
        return False
    return True


def _land_sheet(
    delivery: Delivery,
    sheet: Sheet,
    mapping: TableMapping,
    contract: Contract,
    catalogues: Catalogues,
    judged: list[Judged],
    counts: list[_Counts],
) -> None:
    records = records_of(sheet, mapping, contract)
    result = judge(records, mapping, contract, catalogues)
    judged.append(result.placed(delivery.sha256, delivery.file, sheet.name, contract))
    unmapped = tuple(records.unmapped.items())
    counts.append(_Counts(records.source_rows, records.furniture, unmapped, result.notes))


def _ragged(delivery: Delivery, contract: Contract, opened: Opened) -> list[Judged]:
    """Lines of a CSV with another number of cells than the header: a short note is furniture, the rest is refused."""
    rows = [
        {
            "delivery_id": delivery.sha256,
            "feed": contract.feed,
            "file": delivery.file,
            "row": number,
            "raw_text": text[:500],
            "reason_code": "ragged_row",
            "row_json": text,
            "problem": 1,
        }
        for number, text in opened.ragged
        if any(mark in text for mark in ",\t;")
    ]
    if not rows:
        return []
    empty = feed_schema(contract).empty_table()
    return [Judged(empty, pa.Table.from_pylist(rows, schema=REFUSED), len(rows), len(rows), 0)]


def _written(
    delivery: Delivery,
    contract: Contract,
    opened: Opened,
    recipe: str,
    judged: list[Judged],
    counts: list[_Counts],
    out: Path,
) -> Landed:
    refused = pa.concat_tables([part.refused for part in judged])
    landed = pa.concat_tables([part.landed for part in judged])
    account = replace(
        _facts(delivery, contract.feed, recipe),
        encoding=opened.encoding,
        format=opened.format,
        sheets=tuple(sheet.name for sheet in opened.sheets if sheet.name and not sheet.is_hidden),
        hidden_sheets=tuple(sheet.name for sheet in opened.sheets if sheet.name and sheet.is_hidden),
        source_rows=sum(part.source_rows for part in counts) + sum(part.rows_read for part in judged[len(counts) :]),
        rows_read=sum(part.rows_read for part in judged),
        landed=landed.num_rows,
        refused=sum(part.refused_rows for part in judged),
        total_rows=sum(part.total_rows for part in judged),
        furniture_rows=sum(part.furniture for part in counts) + len(opened.ragged) - len(judged[len(counts) :] and judged[-1].refused),
        notes=tuple(note for part in counts for note in part.notes),
        unmapped_columns=tuple(pair for part in counts for pair in part.unmapped),
    )
    write_parquet(landed, account.parquet(out))
    account.refused_parquet(out).unlink(missing_ok=True)
    if refused.num_rows:
        write_parquet(refused, account.refused_parquet(out))
    account.save(out)
    return account


def _facts(delivery: Delivery, feed: str, recipe: str) -> Landed:
    source = delivery.source
    return Landed(
        delivery_id=delivery.sha256,
        feed=feed,
        file=delivery.file,
        status="landed",
        recipe=recipe,
        publisher=source.publisher,
        title=source.title,
        url=source.url,
        licence=source.licence,
        accessed=source.accessed,
        delivered_on=source.delivered_on,
        synthetic=source.synthetic,
        bytes=delivery.path.stat().st_size,
    )


def _refused_file(delivery: Delivery, feed: str, recipe: str, problem: Unreadable, out: Path) -> Landed:
    facts = {"file": delivery.file, "value": problem.found, "expected": problem.found, "suggestion": ""}
    said, mend = reason_in_words(problem.reason_code, "zh", **facts)
    said_en, mend_en = reason_in_words(problem.reason_code, "en", **facts)
    account = replace(
        _facts(delivery, feed, recipe),
        status="refused_file",
        reason_code=problem.reason_code,
        message=f"{said}。{mend}",
        message_en=f"{said_en}; {mend_en}",
    )
    account.save(out)
    return account
