"""The web root follows the releases: made again after each change, and where a killed run left it behind."""

from __future__ import annotations

import json
from pathlib import Path


def renew_web_root(out: Path) -> str | None:
    """Make it again; what kept that from being done, or None. The releases stand either way."""
    from reports import write_web

    try:
        write_web(out)
    except Exception as error:
        return f"{type(error).__name__}: {error}".splitlines()[0]
    return None


def leads_to(out: Path, release_id: str | None) -> bool:
    """Does the web root stand, and name this release the current one?"""
    try:
        told = json.loads((out / "web" / "latest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(told.get("id") == release_id)
