"""Which reader a file needs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from transforms.deliveries.files.sheets import Opened, Unreadable

HEAD_BYTES = 8


def open_file(
    path: Path, encoding: str | None = None, allow: Iterable[str] = (), delimiter: str | None = None
) -> Opened:
    """Open a delivery. Errors: Unreadable with a reason code of reasons.yaml.

    Whether the file is safe to open was decided before (`safety.py`).
    """
    with path.open("rb") as stream:
        start = stream.read(HEAD_BYTES)
    if not start:
        raise Unreadable("empty_file")
    if start.startswith(b"PAR1"):
        from transforms.deliveries.files.columnar import open_parquet

        return open_parquet(path)
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        from transforms.deliveries.files.workbook import open_workbook

        return open_workbook(path)
    from transforms.deliveries.files.delimited import open_text

    return open_text(path, encoding, delimiter)
