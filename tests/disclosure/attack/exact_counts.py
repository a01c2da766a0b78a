"""The exact counts of a warehouse beside the intervals an outsider derives from its product."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

from transforms.disclosure.attack.attack import protection_of, recovered
from transforms.disclosure.attack.blocks import intervals
from transforms.disclosure.attack.classes import FAR
from transforms.disclosure.attack.facts import DENOMINATOR
from transforms.disclosure.attack.knowledge import known
from transforms.disclosure.attack.told import read

COUNTS = "select program_id, year, observation, graduates, placed, employed, matched from core.cohort"


def outside(warehouse: Path, public: Path) -> tuple[int, int]:
    """(counts attacked, those whose exact value lies outside what was derived): an attack that errs proves nothing."""
    told = recovered(read(public))
    knowledge = known(told, None, frozenset(), True, FAR)
    found = intervals(knowledge.system, knowledge.hidden, protection_of(told))
    with duckdb.connect(str(warehouse), read_only=True) as con:
        exact = {row[:3]: row[3:] for row in con.execute(COUNTS).fetchall()}
    counts = np.array([exact[place] for place in knowledge.places], dtype=np.float64)
    hidden = knowledge.hidden
    value = counts[hidden.cells, hidden.measures]
    rest = hidden.is_remainder
    whole = np.array([DENOMINATOR[part] for part in hidden.measures[rest].tolist()])
    value[rest] = counts[hidden.cells[rest], whole] - value[rest]
    return len(value), int(((value < found.low) | (value > found.high)).sum())
