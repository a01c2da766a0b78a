"""Land one delivery: typed rows to landing/, refused rows with their reasons to refused/, and the account of both."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from transforms.deliveries.account import Landed
from transforms.deliveries.files.opening import open_file
from transforms.deliveries.files.safety import Limits, inspect
from transforms.deliveries.files.sandbox import Died, run_apart
from transforms.deliveries.files.sheets import Unreadable
from transforms.deliveries.judging.catalogues import Catalogues
from transforms.deliveries.landing.discover import Delivery
from transforms.deliveries.landing.one_feed import Progress, receive
from transforms.deliveries.landing.reasons import reason_in_words
from transforms.deliveries.mapping.contract import Contract

# all code that shapes a landed row: where it changes, every file is read again
ROOM = Path(__file__).parents[1]


def land(
    delivery: Delivery,
    contracts: Mapping[str, Contract],
    catalogues: Catalogues,
    out: Path,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> list[Landed]:
    """Land every feed of a delivery below `out`; what was landed with the same recipe is not read again.

    The file is looked at, then parsed in a child process within `limits`. progress(rows) is called as rows land.
    A file that cannot be read as a whole becomes a Landed of status `refused_file`, never an exception.
    """
    limits = limits or Limits()
    recipes = {feed: _recipe(delivery, contracts[feed], catalogues) for feed in delivery.feeds}
    kept = _kept(delivery, recipes, out)
    if kept is not None:
        return kept
    try:
        _inspect(delivery, limits)
        named = {feed: contracts[feed] for feed in delivery.feeds}
        run_apart(
            receive_all, (delivery, named, catalogues, recipes, out), limits.memory, limits.seconds, progress
        )
    except (Unreadable, Died) as problem:
        return [_refuse(delivery, feed, recipe, problem, out) for feed, recipe in recipes.items()]
    landed = _kept(delivery, recipes, out)
    if landed is None:
        gone = Died("reader_failed", "no account")
        return [_refuse(delivery, feed, recipe, gone, out) for feed, recipe in recipes.items()]
    return landed


def receive_all(
    delivery: Delivery,
    contracts: Mapping[str, Contract],
    catalogues: Catalogues,
    recipes: Mapping[str, str],
    out: Path,
    progress: Progress | None = None,
) -> None:
    """Open a delivery and land each of its feeds; an account of each is left behind. Runs in the child."""
    source = delivery.source
    try:
        opened = open_file(delivery.path, source.encoding, source.allow, source.delimiter)
    except Unreadable as problem:
        for feed, recipe in recipes.items():
            _refuse(delivery, feed, recipe, problem, out)
        return
    for feed, recipe in recipes.items():
        blank = _facts(delivery, feed, recipe)
        try:
            receive(delivery, contracts[feed], catalogues, opened, blank, out, progress).save(out)
        except Unreadable as problem:
            _refuse(delivery, feed, recipe, problem, out)


def _inspect(delivery: Delivery, limits: Limits) -> None:
    if delivery.problem:
        raise Unreadable(delivery.problem)
    stated = delivery.source.sha256
    if stated and stated.lower() != delivery.sha256:
        raise Unreadable("checksum_differs", stated)
    inspect(delivery.path, delivery.source.allow, limits)


def _kept(delivery: Delivery, recipes: Mapping[str, str], out: Path) -> list[Landed] | None:
    """The accounts of an earlier landing by the same recipes, or None."""
    kept = [Landed.load(out, feed, delivery.delivery_id) for feed in recipes]
    if all(item and item.recipe == recipes[item.feed] and item.file == delivery.file for item in kept):
        return [item for item in kept if item]
    return None


@cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted([*ROOM.rglob("*.py"), *ROOM.rglob("*.yaml")]):
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
        _code_digest(),
        *codes,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _facts(delivery: Delivery, feed: str, recipe: str) -> Landed:
    source = delivery.source
    return Landed(
        delivery_id=delivery.delivery_id,
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
        bytes=delivery.path.lstat().st_size,
    )


def _refuse(delivery: Delivery, feed: str, recipe: str, problem: Unreadable | Died, out: Path) -> Landed:
    """Refuse a file as a whole: its account says why; rows of an earlier landing go."""
    near = getattr(problem, "suggestion", "")
    facts = {
        "file": delivery.file,
        "sheet": getattr(problem, "sheet", None),
        "column": problem.found,
        "value": problem.found,
        "expected": problem.found,
        "row": near,
        "suggestion": near,
    }
    said, mend = reason_in_words(problem.reason_code, "zh", **facts)
    said_en, mend_en = reason_in_words(problem.reason_code, "en", **facts)
    # a child that died may live another time: such a refusal is not kept as the last word
    account = replace(
        _facts(delivery, feed, recipe if isinstance(problem, Unreadable) else ""),
        status="refused_file",
        reason_code=problem.reason_code,
        message=f"{said}。{mend}",
        message_en=f"{said_en}; {mend_en}",
    )
    account.parquet(out).unlink(missing_ok=True)
    account.refused_parquet(out).unlink(missing_ok=True)
    account.save(out)
    return account
