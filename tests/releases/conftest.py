"""Disks take their time to sync; here a sync is only noted down."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files and folders that were made durable, in order, as they were named then."""
    paths: list[Path] = []
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: paths.append(Path(f"/proc/self/fd/{descriptor}").readlink())
    )
    return paths
