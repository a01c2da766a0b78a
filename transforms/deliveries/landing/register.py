"""When each delivery came and went: recorded in landing/deliveries.json, so that a past day can be built again.

A delivery is known from the day its source file states (`delivered_on`), else from the first day a run saw it, until
the first day on which a run no longer found it in the raw folders. The landed rows of a withdrawn delivery
are preserved. A file that replaced one of the same name is known from the day a run first saw it, at the earliest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from transforms.deliveries.account import Landed, write_whole
from transforms.deliveries.landing.discover import Delivery

FILE = Path("landing") / "deliveries.json"


class NotKept(Exception):
    """A delivery that is no longer in the raw folders is not in landing/ either, so a day with it cannot be rebuilt."""


@dataclass(frozen=True)
class Stay:
    """Days on which a delivery was in the raw folders: since, and until the day before `until`."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Received:
    """The entry of one delivery in the register. source: digest of the source file it was last read with.

    is_in_place: it replaced a file of the same name that an earlier run had seen.
    """

    delivery_id: str
    file: str
    sha256: str
    source: str
    delivered_on: date | None
    stays: tuple[Stay, ...]
    is_in_place: bool = False

    @property
    def received_on(self) -> date:
        """The first day a run saw it."""
        return self.stays[0].since

    @property
    def known_on(self) -> date:
        stated = self.delivered_on or self.received_on
        return max(stated, self.received_on) if self.is_in_place else stated

    def is_known(self, day: date) -> bool:
        """Was it known on a day? What was handed in before a run saw it, was known from the day it was handed in."""
        first, *later = self.stays
        return any(stay.covers(day) for stay in (replace(first, since=self.known_on), *later))

    def fact(self) -> dict[str, str]:
        """What a manifest states of it; the digest of the inputs follows from these."""
        return {"file": self.file, "sha256": self.sha256, "source": self.source} | {
            "known_on": self.known_on.isoformat()
        }


ROWS = TypeAdapter(list[Received])
Register = Mapping[str, Received]


def remembered(register: Register, deliveries: Iterable[Delivery], today: date, first: date) -> Register:
    """The register after the raw folders were looked at today. Where it was empty, all came on the day `first`."""
    came = today if register else first
    found = {item.delivery_id: item for item in deliveries}
    after = {
        id: replace(item, stays=_left(item.stays, today)) for id, item in register.items() if id not in found
    }
    names = {item.file for item in register.values()} - {
        item.file for id, item in register.items() if id in found
    }
    for id, item in found.items():
        stays = _stayed(register[id].stays, came) if id in register else (Stay(came),)
        source = item.source
        in_place = register[id].is_in_place if id in register else item.file in names
        after[id] = Received(id, item.file, item.sha256, source.digest, source.delivered_on, stays, in_place)
    return after


def _left(stays: tuple[Stay, ...], today: date) -> tuple[Stay, ...]:
    *before, last = stays
    return (*before, last if last.until else replace(last, until=today))


def _stayed(stays: tuple[Stay, ...], today: date) -> tuple[Stay, ...]:
    """The stays of a delivery found today: the last one continues, or a new one begins."""
    *before, last = stays
    if last.until is None:
        return stays
    return (*before, replace(last, until=None)) if last.until == today else (*stays, Stay(today))


def read_register(out: Path) -> Register:
    """The register of an output folder, empty before the first run."""
    path = out / FILE
    if not path.exists():
        return {}
    return {item.delivery_id: item for item in ROWS.validate_json(path.read_bytes())}


def write_register(out: Path, register: Register) -> None:
    """Write the register, unless the file says the same already."""
    if register == read_register(out):
        return
    write_whole(out / FILE, ROWS.dump_json([register[id] for id in sorted(register)], indent=1))


def landed_before(item: Received, out: Path) -> list[Landed]:
    """The accounts of a delivery that has gone, one for each feed it was landed as. Errors: NotKept."""
    feeds = sorted(path.parent.name for path in (out / "landing").glob(f"*/{item.delivery_id}.json"))
    accounts = [Landed.load(out, feed, item.delivery_id) for feed in feeds]
    found = [account for account in accounts if account]
    if not found or any(one.status == "landed" and not one.parquet(out).exists() for one in found):
        raise NotKept(item.file)
    return found


@dataclass(frozen=True)
class KnownDeliveries:
    """What was known on a day: deliveries that are still in the raw folders, those that have gone since, and how
    each is remembered. `later` are those in the raw folders that were not known yet."""

    deliveries: list[Delivery]
    gone: list[Received]
    later: list[Received]
    register: Register

    @property
    def facts(self) -> list[dict[str, str]]:
        """What a manifest states of each, in the order of their files."""
        known = [*(self.register[item.delivery_id] for item in self.deliveries), *self.gone]
        return sorted((item.fact() for item in known), key=lambda fact: (fact["file"], fact["sha256"]))

    @property
    def received(self) -> dict[str, date]:
        return {id: item.received_on for id, item in self.register.items()}


def known_on(day: date, deliveries: Iterable[Delivery], register: Register) -> KnownDeliveries:
    """Sort out what was known on a day; `deliveries` are in the raw folders and in the register."""
    known = {id for id, item in register.items() if item.is_known(day)}
    present = {item.delivery_id: item for item in deliveries}
    return KnownDeliveries(
        [item for id, item in present.items() if id in known],
        [item for id, item in register.items() if id in known and id not in present],
        [item for id, item in register.items() if id not in known and id in present],
        register,
    )
