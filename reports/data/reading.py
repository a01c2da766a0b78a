"""One reading of a release: what several reports are written from is read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar, cast

from reports.data.query import Warehouse
from reports.data.shared import Shared, load_shared

Context = TypeVar("Context")


class Reading:
    """A release while its reports are written. Errors: UnfitWarehouse where a threshold of disclosure is not stated."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._read: dict[Callable[..., Any], Any] = {}

    @cached_property
    def shared(self) -> Shared:
        return load_shared(self._warehouse)

    def of(self, load: Callable[[Warehouse, Shared], Context]) -> Context:
        """What a loader reads, cached from its first call on."""
        if load not in self._read:
            self._read[load] = load(self._warehouse, self.shared)
        return cast(Context, self._read[load])
