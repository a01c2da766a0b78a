"""What the fork server imports before it forks its first child, so that a child has only to read its file.

For that process alone: it hides pandas.
"""

from __future__ import annotations

import gc
import importlib.abc
import sys


class _NoPandas(importlib.abc.MetaPathFinder):
    """Says that pandas is not installed."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname.partition(".")[0] == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


# pyarrow looks for pandas at its first array and loads it: half a second and 35 MB in every child
sys.meta_path.insert(0, _NoPandas())

import pyarrow as pa  # noqa: E402

import transforms.deliveries.landing.land  # noqa: E402, F401

pa.array([""])
# a search for garbage in a child would copy every page it shares with the server
gc.freeze()
