"""Spoil good deliveries at random and land them: python -m tests.deliveries.fuzz --files 2000.

Every file must end as a reading or as a refusal in words: no exception, no hang, no row unaccounted for.
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.deliveries.desk import csv, receive, xlsx
from tests.deliveries.mutations.files import ods, parquet
from tests.deliveries.mutations.good import good
from tests.deliveries.mutations.layouts import TWO_LINES_MERGED, two_lines

SLOWEST_SECONDS = 20.0
# bodies of reader_failed are defects of ours: a reader should have said what is wrong
DEFECTS = ("reader_failed", "out_of_time")
BASES: dict[str, Callable[[], bytes]] = {
    "utf8.csv": lambda: csv(good()),
    "gb18030.csv": lambda: csv(good(), "gb18030"),
    "utf16.txt": lambda: csv(good(), "utf-16", "\t"),
    "plain.xlsx": lambda: xlsx(good()),
    "merged.xlsx": lambda: xlsx(two_lines(), TWO_LINES_MERGED, more={"二": good()}),
    "sheet.ods": ods,
    "table.parquet": parquet,
}


@dataclass
class Ends:
    """How the files ended, how long the slowest took, and what went wrong with us rather than with the file."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    defects: list[str] = field(default_factory=list)


def flip(content: bytes, chance: random.Random) -> bytes:
    """One to thirty bits turned."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut(content: bytes, chance: random.Random) -> bytes:
    """The end, or a piece within, left out."""
    first = chance.randrange(len(content))
    return content[:first] + (content[first + chance.randrange(1, 400) :] if chance.random() < 0.5 else b"")


def splice(content: bytes, chance: random.Random) -> bytes:
    """A piece of one place, or of noise, in another."""
    at, source = chance.randrange(len(content)), chance.randrange(len(content))
    length = chance.randrange(1, 300)
    piece = content[source : source + length] if chance.random() < 0.7 else chance.randbytes(length)
    return content[:at] + piece + content[at + chance.choice((0, length)) :]


SPOILERS = (flip, cut, splice)


def within(content: bytes, chance: random.Random) -> bytes:
    """An archive that is in order, one of its members spoilt."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        victim = chance.choice([name for name in whole.namelist() if whole.getinfo(name).file_size])
        for name in whole.namelist():
            member = whole.read(name)
            new.writestr(name, chance.choice(SPOILERS)(member, chance) if name == victim else member)
    return stream.getvalue()


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Content spoilt in one way, sometimes in two."""
    if content.startswith(b"PK") and chance.random() < 0.5:
        return within(content, chance)
    content = chance.choice(SPOILERS)(content, chance)
    return chance.choice(SPOILERS)(content, chance) if content and chance.random() < 0.3 else content


def fuzz(files: int, seed: int, keep: Path | None = None) -> Ends:
    """Land so many spoilt files; `keep` is where those that show a defect of ours are put."""
    chance = random.Random(seed)
    bases = {name: make() for name, make in BASES.items()}
    ends = Ends()
    with tempfile.TemporaryDirectory(prefix="majorwatch-fuzz-") as folder:
        for number in range(files):
            name = chance.choice(list(bases))
            content = spoilt(bases[name], chance)
            _land(Path(folder), f"{number}-{name}", content, ends, keep)
    return ends


def _land(folder: Path, name: str, content: bytes, ends: Ends, keep: Path | None) -> None:
    raw, out = folder / "raw", folder / "out"
    (raw / "employment").mkdir(parents=True)
    path = raw / "employment" / name
    path.write_bytes(content)
    if name.endswith(".parquet"):
        path.with_name(f"{name}.source.yaml").write_text("allow: [parquet]\n")
    began = time.perf_counter()
    try:
        [account] = receive(raw, out).accounts
        outcome = account.reason_code or "landed"
        fault = f"{outcome} {account.message}" if outcome in DEFECTS else None
        if outcome == "landed" and "utf" in name and "utf" not in str(account.encoding or "utf"):
            fault = f"read as {account.encoding}"
        if outcome != "landed" and not (account.message and account.message_en):
            fault = f"{outcome} without words"
    except Exception as error:
        outcome, fault = "exception", f"{type(error).__name__}: {error}"
    took = time.perf_counter() - began
    ends.outcomes[outcome] += 1
    ends.slowest = max(ends.slowest, took)
    if took > SLOWEST_SECONDS:
        fault = f"took {took:.0f} s"
    if fault:
        ends.defects.append(f"{name}: {fault}")
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / name).write_bytes(content)
    shutil.rmtree(folder / "raw")
    shutil.rmtree(folder / "out", ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    ends = fuzz(asked.files, asked.seed, asked.keep)
    for outcome, count in ends.outcomes.most_common():
        print(f"{count:6} {outcome}")
    print(f"slowest {ends.slowest:.2f} s; defects {len(ends.defects)}")
    print("\n".join(ends.defects[:40]))
    sys.exit(bool(ends.defects))


if __name__ == "__main__":
    main()
