"""What every bench shares: ours beside its rival, interleaved, best of several each, written as a table of ratios.

Processor time stands beside the clock, since other work on the machine lengthens the one and not the other.
"""

from __future__ import annotations

import os
import platform
import re
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = """\
| work | bare, clock | ours, clock | bare, CPU | ours, CPU | ratio (CPU) | to reach |
|---|---|---|---|---|---|---|"""
SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Measured:
    """Best seconds of the rival and of ours, by the clock and by the processor. bound: the ratio to reach, if any."""

    work: str
    bare_clock: float
    ours_clock: float
    bare_cpu: float
    ours_cpu: float
    bound: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours_cpu / self.bare_cpu

    def __str__(self) -> str:
        clock = f"{seconds(self.bare_clock)} | {seconds(self.ours_clock)}"
        cpu = f"{seconds(self.bare_cpu)} | {seconds(self.ours_cpu)}"
        bound = "–" if self.bound is None else f"{self.bound:g}"
        ratio = f"{self.ratio:.2f}" if self.ratio < 10 else f"{self.ratio:.0f}"
        return f"| {self.work} | {clock} | {cpu} | {ratio} | {bound} |"


@dataclass(frozen=True)
class Bench:
    """One table: its title, what is compared with what, and what measures its rows."""

    title: str
    says: str
    rows: Callable[[], Iterable[Measured]]


def seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s"


def _cpu() -> float:
    """Of this process, of those it has ended, and of the fork server that is still there with those it has ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + sum(map(_cpu_of_child, _stats()))


def _stats() -> Iterator[list[str]]:
    """Of each process: state, parent, … (Linux, proc_pid_stat from its third field on)."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            yield path.read_text(errors="replace").rpartition(") ")[2].split()


def _cpu_of_child(stat: list[str]) -> float:
    """Seconds of a child of this process and of its own ended children; 0 for any other process."""
    return sum(map(int, stat[11:15])) / os.sysconf("SC_CLK_TCK") if stat[1] == str(os.getpid()) else 0


def measure(
    work: str,
    bare: Callable[[], None],
    ours: Callable[[], None],
    bound: float | None = None,
    times: int = 5,
) -> Measured:
    taken: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": []}
    for _ in range(times):
        for name, run in (("bare", bare), ("ours", ours)):
            clock, cpu = time.perf_counter(), _cpu()
            run()
            taken[name].append((time.perf_counter() - clock, _cpu() - cpu))
    best = {name: [min(own) for own in zip(*runs, strict=True)] for name, runs in taken.items()}
    return Measured(work, best["bare"][0], best["ours"][0], best["bare"][1], best["ours"][1], bound)


def run(bench: Bench) -> None:
    """Print the table row by row and put it into RESULTS.md in the place of the one that stands there."""
    print(f"## {bench.title}\n\n{bench.says}\n\n{HEAD}", flush=True)
    rows = []
    for row in bench.rows():
        print(row, flush=True)
        rows.append(str(row))
    _keep(bench, rows)


def _keep(bench: Bench, rows: list[str]) -> None:
    written = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    sections = dict(SECTION.findall(written))
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}, best of the runs."
    sections[bench.title] = "\n".join(["", f"{bench.says} {machine}", "", HEAD, *rows, "", ""])
    told = "".join(f"## {name}\n{text.rstrip()}\n\n" for name, text in sections.items())
    RESULTS.write_text(f"# Measured by make bench\n\n{told.rstrip()}\n", encoding="utf-8")
