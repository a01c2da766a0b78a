"""`majorwatch sample`: a synthetic city written to a folder, with the truth beside it."""

from __future__ import annotations

from pathlib import Path

import typer

from flows.options import stop
from flows.printing import say
from transforms.sample import make_city


def answer_sample(
    folder: Path, programs: int, years: int, graduates: int | None, seed: int, lang: str, *, is_ugly: bool
) -> None:
    """Write the city; exit 2 where the folder holds other files, or the city cannot be made."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "truth.csv").exists():
        stop(say("sample.not_empty", lang, folder=folder))
    try:
        make_city(folder, programs=programs, years=years, graduates=graduates, seed=seed, ugly=is_ugly)
    except (ValueError, OSError) as error:
        stop(say("sample.refused", lang, error=error))
    files = sum(found.is_file() for found in folder.rglob("*"))
    typer.echo(say("sample.written", lang, folder=folder, files=files))
