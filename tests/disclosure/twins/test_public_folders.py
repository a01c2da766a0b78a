"""Cities delivered again with other counts where counts are withheld, built and published anew over two releases: whole
public folders are the same bytes."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from reports.publication import publish
from tests.disclosure.twins.random_city import Rows, built, corrected, random_rows, redrawn
from transforms.disclosure import protect
from transforms.disclosure.facts import Facts
from transforms.disclosure.proof import SEARCHES, wanted
from transforms.disclosure.redraw import Redraws
from transforms.disclosure.twin import differences

CITIES = range(1, 1 + int(os.environ.get("TWIN_CITIES", "20")))
TWINS, BETWEEN, REDRAWS = 4, 60, 1000
SCHOOLS = 5


def published(folder: Path, rows: Rows, previous: Path | None = None) -> Path:
    """The public file of what was delivered, beside its warehouse, and its public folder."""
    warehouse = built(folder, rows)
    protect(warehouse, folder / "public.duckdb", previous)
    publish(folder / "public.duckdb", folder / "public", ("zh",))
    return folder / "public.duckdb"


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.twins
@pytest.mark.parametrize("seed", CITIES)
def test_twins_are_published_alike_over_two_releases(seed: int, tmp_path: Path) -> None:
    delivered = [random_rows(seed, SCHOOLS)]
    delivered.append(corrected(delivered[0], seed))
    first = published(tmp_path / "1", delivered[0])
    second = published(tmp_path / "2", delivered[1], first)
    files = (first, second)
    facts = [Facts(file.with_name("warehouse.duckdb"), file) for file in files]
    redraws = Redraws(facts[::-1], seed)
    for number in range(TWINS):
        redraws.redraw(BETWEEN)
        previous: Path | None = None
        for release, file in enumerate(files):
            rows = redrawn(delivered[release], redraws.of(1 - release))
            twin = published(tmp_path / f"{number}" / f"{release}", rows, previous)
            assert differences(file, twin) == []
            assert digests(file.parent / "public") == digests(twin.parent / "public")
            previous = twin
    redraws.redraw(REDRAWS - TWINS * BETWEEN)
    pinned = redraws.search(wanted(redraws), SEARCHES)
    assert [(redraws.keys[place], int(redraws.seen[place])) for place in np.sort(pinned)] == []
