"""What a release was made from, as digests: the deliveries, the code, and the name that follows from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("sql", "transforms", "reports", "requirements.lock")
NOT_CODE = {"__pycache__"}
ID_DIGITS = 10
DELIVERY = ("file", "sha256", "source", "known_on")


def digest_of_code(languages: Iterable[str]) -> str:
    """Digest of everything that computes (SQL, transforms, reports, locked components), and in which languages."""
    digest = hashlib.sha256(" ".join(languages).encode())
    for name in CODE:
        for path in sorted(_files(ROOT / name)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return [found for found in path.rglob("*") if found.is_file() and not NOT_CODE & set(found.parts)]


def digest_of_deliveries(facts: Iterable[Mapping[str, str]]) -> str:
    """Digest of what a manifest states of each delivery: its name, bytes, source file and the day it was known from.

    The order in which they are found does not matter.
    """
    lines = sorted("\0".join(item[name] for name in DELIVERY) for item in facts)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def release_id(as_of: date, inputs: str, policy: str, code: str) -> str:
    """The name of the release that these make: its day and a digest of all four."""
    digest = hashlib.sha256("\n".join((as_of.isoformat(), inputs, policy, code)).encode()).hexdigest()
    return f"{as_of:%Y%m%d}-{digest[:ID_DIGITS]}"
