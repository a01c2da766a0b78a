"""How far a run is: a live display on a terminal, plain lines in a log.

rich is imported inside functions: a run without a terminal does not need it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from flows.printing import say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as RichProgress


class Progress:
    """Stages of a run, each of a known number of steps; this one shows nothing."""

    @contextmanager
    def stage(self, name: str, steps: int) -> Iterator[None]:
        """A stage with its number of steps."""
        yield

    def step(self, what: str) -> None:
        """One more step of the stage is done."""


class PlainLines(Progress):
    """One line per stage, as it begins and as it ends."""

    def __init__(self, lang: str, stream: TextIO) -> None:
        self.lang, self.stream = lang, stream

    @contextmanager
    def stage(self, name: str, steps: int) -> Iterator[None]:
        print(f"· {say(f'stage.{name}', self.lang)} ({steps})", file=self.stream, flush=True)
        yield


class Bars(Progress):
    """One bar per stage, which names the step just done."""

    def __init__(self, lang: str) -> None:
        from rich.console import Console

        self.lang = lang
        self.console = Console(stderr=True)
        self.bars: RichProgress | None = None

    @contextmanager
    def stage(self, name: str, steps: int) -> Iterator[None]:
        with _bar(self.console) as self.bars:
            task = self.bars.add_task(say(f"stage.{name}", self.lang), total=steps, what="")
            yield
            self.bars.update(task, what="")

    def step(self, what: str) -> None:
        if self.bars is not None:
            self.bars.update(self.bars.task_ids[-1], advance=1, what=what)


def _bar(console: Console) -> RichProgress:
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    return RichProgress(
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}", style="dim", markup=False),
        console=console,
    )


def progress_for(lang: str, *, is_silent: bool = False) -> Progress:
    """The display that fits where the output goes (standard error; standard output is for results)."""
    if is_silent:
        return Progress()
    return Bars(lang) if sys.stderr.isatty() else PlainLines(lang, sys.stderr)
