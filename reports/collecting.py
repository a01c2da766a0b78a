"""When Python looks for what nobody holds any more: seldom, while a million blocks are made and none of them goes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 1


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Garbage is looked for only where `collect_young` is called: going over all blocks again and again is an eighth
    of the time of a publication."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def collect_young() -> None:
    """Let go of what was made since the last call and is not held, such as the parts of a drawn chart; what is held is
    not looked at again."""
    gc.collect(YOUNG)
