"""`majorwatch doctor`: does this machine have what a run needs."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from flows.printing import say
from flows.settings import Settings

COMPONENTS = (
    "duckdb",
    "great_expectations",
    "jinja2",
    "matplotlib",
    "pandas",
    "prefect",
    "pyarrow",
    "python_calamine",
    "typst",
)
FONTS = "pylopdf_fonts_zh_cn"
OLDEST_PYTHON = (3, 11)
FREE_GIB_NEEDED = 1.0


def examine(out: Path, lang: str) -> int:
    """Print each condition and whether it holds; exit code 0 if all do, 2 otherwise."""
    settings = Settings()
    conditions: dict[str, Callable[[], tuple[bool, str]]] = {
        "python": lambda: (sys.version_info >= OLDEST_PYTHON, sys.version.split()[0]),
        "components": _components,
        "fonts": lambda: (importlib.util.find_spec(FONTS) is not None, FONTS),
        "raw": lambda: _folders(settings.raw),
        "policy": lambda: _policy(settings.policy),
        "out": lambda: (os.access(_existing(out), os.W_OK), str(out)),
        "disk": lambda: _disk(_existing(out)),
    }
    fit = True
    for name, condition in conditions.items():
        holds, detail = condition()
        fit &= holds
        typer.echo(f"{'✓' if holds else '✗'} {say(f'doctor.{name}', lang)}  {detail}")
    typer.echo(say("doctor.healthy" if fit else "doctor.unfit", lang))
    return 0 if fit else 2


def _components() -> tuple[bool, str]:
    missing = [name for name in COMPONENTS if importlib.util.find_spec(name) is None]
    return not missing, ", ".join(missing)


def _folders(folders: list[Path]) -> tuple[bool, str]:
    return all(folder.is_dir() and os.access(folder, os.R_OK) for folder in folders), ", ".join(
        map(str, folders)
    )


def _policy(name: str) -> tuple[bool, str]:
    # not at the top: where a component is missing, this command still has to say which
    from transforms.policy.file import load_policy
    from transforms.policy.policy import PolicyError

    try:
        return True, load_policy(name).policy
    except PolicyError as error:
        return False, str(error).splitlines()[0]


def _disk(folder: Path) -> tuple[bool, str]:
    free = shutil.disk_usage(folder).free / 2**30
    return free >= FREE_GIB_NEEDED, f"{free:.1f} GiB"


def _existing(path: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    return next(folder for folder in (path, *path.parents) if folder.exists())
