"""Landing: one task per delivered file, catalogues first, and the gate on what landed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.arguments import as_is
from flows.gate import Finding, of_accounts, of_expectations, of_lost_files
from flows.night import Night
from transforms.deliveries import CATALOGUE_FEEDS, Catalogues, Delivery, Landed, load_contracts
from transforms.deliveries.landing import land
from transforms.quality import gate, unaccounted
from transforms.releases import current_release


def ingest(night: Night) -> list[Landed]:
    """Land every delivery; what the catalogues hold is known before the other files are read.

    Of a past day, what has gone from the raw folders since is taken as it was landed.
    """
    deliveries = night.known.deliveries
    catalogues = [delivery for delivery in deliveries if set(delivery.feeds) & set(CATALOGUE_FEEDS)]
    others = [delivery for delivery in deliveries if delivery not in catalogues]
    with night.stage("ingest", len(deliveries)):
        landed = [item for delivery in catalogues for item in _land(night, delivery, Catalogues())]
        known = Catalogues.from_landed([*night.landed_before, *landed], night.out)
        landed += [item for delivery in others for item in _land(night, delivery, known)]
    landed = [*night.landed_before, *landed]
    night.counts |= _counts(landed)
    return landed


def inspect(night: Night, landed: list[Landed]) -> list[Finding]:
    """What the contracts' suites and the accounts find wrong with the landed files."""
    with night.stage("gate", 2):
        broken = check_contracts(as_is(landed), night.out)
        night.progress.step("great-expectations")
        open_accounts = of_accounts(unaccounted(landed, night.out))
        night.progress.step("meta.accounting")
    return broken + open_accounts + of_lost_files(landed, _published_files(night))


@task(name="land", task_run_name="land {delivery.file}", cache_policy=NO_CACHE, persist_result=False)
def land_delivery(delivery: Delivery, catalogues: Catalogues, out: Path) -> list[Landed]:
    """Land one file: its rows typed, or refused with the reason."""
    return land(delivery, load_contracts(), catalogues, out)


@task(name="gate", cache_policy=NO_CACHE, persist_result=False)
def check_contracts(landed: list[Landed], out: Path) -> list[Finding]:
    """Run the suite of each feed on each landed file."""
    return of_expectations(gate(landed, load_contracts(), out))


def _published_files(night: Night) -> list[str]:
    current = current_release(night.out)
    return [item["file"] for item in current.manifest.get("deliveries", ())] if current else []


def _land(night: Night, delivery: Delivery, catalogues: Catalogues) -> list[Landed]:
    landed = land_delivery(as_is(delivery), as_is(catalogues), night.out)
    night.progress.step(delivery.file)
    return landed


def _counts(landed: list[Landed]) -> dict[str, int]:
    status = Counter(item.status for item in landed)
    counts = {"files": len(landed), "files_refused": status["refused_file"]}
    for name in ("rows_read", "landed", "refused", "total_rows"):
        counts[name] = sum(getattr(item, name) for item in landed if item.status == "landed")
    return counts
