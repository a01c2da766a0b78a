"""When Python looks for what nobody holds any more: seldom, while a million blocks are made and none of them goes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 1


def collect_seldom() -> None:
    """Look for garbage only where `collect_young` is called: going over all blocks again and again takes an eighth of
    the time of a publication. For a process that ends with its work."""
    gc.disable()


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """The same for a while."""
    was_enabled = gc.isenabled()
    collect_seldom()
    try:
        yield
    finally:
        # else the first thing that Python does again is to go over everything
        collect_young()
        if was_enabled:
            gc.enable()


def collect_young() -> None:
    """Let go of what was made since the last call and is not held, such as the parts of a drawn chart; what is held is
    not looked at again."""
    gc.collect(YOUNG)
