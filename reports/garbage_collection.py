"""When Python looks for garbage: going over all blocks again and again takes an eighth of the time of a publication."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 1


def disable_collection() -> None:
    """Look for garbage only where `collect_young` is called. For a process that ends with its work."""
    gc.disable()


@contextmanager
def collection_disabled() -> Iterator[None]:
    """The same for a while."""
    was_enabled = gc.isenabled()
    disable_collection()
    try:
        yield
    finally:
        # else the first thing that Python does again is to go over everything
        collect_young()
        if was_enabled:
            gc.enable()


def collect_young() -> None:
    """Let go of what was made since the last call and is not referenced, such as the parts of a drawn chart; what
    survives is not looked at again."""
    gc.collect(YOUNG)
