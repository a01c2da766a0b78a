"""A reader in a process of its own, who asks for the current release again and again until OUT/stop exists: OUT.

Prints `ready`, then how often it read, what went wrong, and how often the files of one release told of different ones.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from transforms.receipts.locked_down import query
from transforms.releases import current_release


def read_once(out: Path) -> set[str]:
    """Of which releases the files of the current one tell: table, page and open data."""
    current = current_release(out)
    if current is None:
        raise LookupError("no release")
    with query(current.warehouse, "select words from marts.verdict") as (_, rows):
        told = {words for (words,) in rows}
    told.add((current.public / "site" / "index.html").read_text(encoding="utf-8")[3:-4])
    told.add((current.public / "data.csv").read_text(encoding="utf-8").split()[1])
    return told


def main(out: Path) -> None:
    reads, mixed, errors, seen = 0, 0, [], read_once(out)
    print("ready", flush=True)
    while not (out / "stop").exists():
        try:
            told = read_once(out)
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
            continue
        reads += 1
        mixed += len(told) != 1
        seen |= told
    print(json.dumps({"reads": reads, "mixed": mixed, "errors": errors, "releases_seen": len(seen)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
