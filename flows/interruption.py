"""Ctrl-C and a request to end (SIGTERM) are one thing to a run: it stops, leaves what stood, and says so."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interruption:
    """Whether the run was asked to stop; components turn the request into errors of their own on its way up."""

    def __init__(self) -> None:
        self.is_asked = False

    def ask(self, number: int, frame: FrameType | None) -> None:
        self.is_asked = True
        raise KeyboardInterrupt


@contextmanager
def interruption() -> Iterator[Interruption]:
    """Listen for it. Only the main thread may; in another the run is ended by whoever started it."""
    asked = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = {number: signal.signal(number, asked.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
