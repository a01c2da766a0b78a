"""The notebook runs from its first cell to its last, on a release, as it is shipped: without outputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
import pytest

from tests.house.rooms import ROOT

NOTEBOOK = json.loads((ROOT / "docs/notebooks/first_look.ipynb").read_text(encoding="utf-8"))
CODE = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def test_it_is_shipped_without_outputs_and_every_cell_has_its_name() -> None:
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in CODE)
    names = [cell["id"] for cell in NOTEBOOK["cells"]]
    assert len(set(names)) == len(names)


def test_its_cells_run_in_order(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAJORWATCH_WAREHOUSE", str(published / "current" / "warehouse.duckdb"))
    monkeypatch.setattr(matplotlib, "rcParams", matplotlib.rcParams.copy())
    matplotlib.use("agg")
    found: dict[str, Any] = {}
    for cell in CODE:
        exec(compile("".join(cell["source"]), cell["id"], "exec"), found)
    frames = {name: value for name, value in found.items() if isinstance(value, pd.DataFrame)}
    assert set(frames) == {"tables", "columns", "cards", "roots", "rates"}
    assert not [name for name, frame in frames.items() if frame.empty]
    assert frames["columns"]["comment"].notna().all()
    assert len(found["axes"].get_lines()) == len(frames["rates"].columns)
