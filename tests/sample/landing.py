"""Deliveries landed, and judged by the real models, as a night does before anything is published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from transforms.deliveries import CATALOGUE_FEEDS, Catalogues, Landed, discover, land, load_contracts
from transforms.warehouse import Build, load_policy


def land_city(raw: Path | Sequence[Path], out: Path) -> list[Landed]:
    """Catalogues first: the other feeds' codes are mended by them."""
    contracts, deliveries = load_contracts(), discover([raw] if isinstance(raw, Path) else [*raw]).deliveries
    first = [delivery for delivery in deliveries if set(delivery.feeds) & set(CATALOGUE_FEEDS)]
    nothing = Catalogues.from_landed([], out)
    landed = [item for delivery in first for item in land(delivery, contracts, nothing, out)]
    catalogues = Catalogues.from_landed(landed, out)
    rest = [delivery for delivery in deliveries if delivery not in first]
    return landed + [item for delivery in rest for item in land(delivery, contracts, catalogues, out)]


def judged_city(landed: list[Landed], out: Path, warehouse: Path, policy: str = "chongqing") -> Build:
    """Every table made, the file still open."""
    build = Build(
        out_file=warehouse,
        out=out,
        policy=load_policy(policy),
        as_of=date(2026, 11, 23),
        landed=landed,
        release_id="sample",
    )
    build.open()
    for model in build.models:
        build.run(model)
    return build
