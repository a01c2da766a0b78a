"""Work in another process on another core, which ends with this one and never outlives it."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

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


Answer = TypeVar("Answer")


@contextmanager
def apart(work: Callable[..., Answer], *arguments: Any) -> Iterator[Callable[[], Answer]]:
    """Start `work` and yield the function that waits for what it returns. Errors: what it raised, ChildProcessError.

    Left before it has answered, by an error or a request to stop, the process is ended.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    silence = logging.root.manager.disable
    child = context.Process(target=_answer, args=(theirs, silence, work, arguments), daemon=True)
    child.start()
    theirs.close()
    try:
        yield lambda: _received(ours)
    finally:
        child.terminate()
        child.join()
        ours.close()


def _received(answers: Connection) -> Any:
    try:
        answer, error = answers.recv()
    except EOFError:
        raise ChildProcessError("a process of the reports ended without an answer") from None
    if error is not None:
        raise error
    return answer


def _answer(answers: Connection, silence: int, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it is asked too, and ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.disable(silence)
    try:
        answers.send((work(*arguments), None))
    except Exception as error:
        answers.send((None, error))
    # what it made is on disk: to take its objects apart one by one would serve nobody
    os._exit(0)


def _end_with_parent() -> None:
    """A parent that was killed leaves nobody behind who writes into its folder."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
