"""Options that several commands share or that take many lines, and what holds when they are not given.

Imports inside functions: `--help` shows the options and needs neither settings nor releases, which take a tenth of a
second to import.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from flows.printing import say

if TYPE_CHECKING:
    from transforms.releases import Release

Out = Annotated[Path | None, typer.Option("--out", help="发布所在文件夹 · where releases are kept")]
Json = Annotated[bool, typer.Option("--json", help="供程序读取 · for programs to read")]
AcceptDrift = Annotated[
    str | None,
    typer.Option(
        "--accept-drift",
        metavar="REASON",
        help="与上次发布相差很大但属实的原因 · why a large change is right",
    ),
]
AcceptExposure = Annotated[
    str | None,
    typer.Option(
        "--accept-exposure",
        metavar="REASON",
        help="与上次发布合看会缩小隐匿人数范围但仍须发布的原因 · why to publish what narrows hidden counts",
    ),
]
PolicyName = Annotated[str | None, typer.Option("--policy", help="政策文件或预设名 · policy file or preset")]


def language_of(lang: str) -> str:
    """The language asked for, or that of the settings."""
    if lang == BY_SETTINGS:
        from flows.settings import Settings

        return Settings().lang
    if lang not in ("zh", "en"):
        raise typer.BadParameter("zh | en", param_hint="--lang")
    return lang


BY_SETTINGS = ""  # a language that is not given
Lang = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="zh|en",
        help="语言 · language of the messages",
        callback=language_of,
        show_default=False,
    ),
]


def out_of(out: Path | None) -> Path:
    """The folder of releases that was given, or that of the settings."""
    from flows.settings import Settings

    return (out or Settings().out).resolve()


def day_of(text: str | None, lang: str) -> date | None:
    """The day that a text names, or exit 2."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        stop(say("run.not_a_date", lang, value=text))


def current_of(out: Path | None, lang: str) -> Release:
    """The current release, or exit 2."""
    from transforms.releases import current_release

    found = current_release(out_of(out))
    if found is None:
        stop(say("release.none", lang, out=out_of(out)))
    return found


def release_of(id: str, out: Path | None, lang: str) -> Release:
    """The release of an id, or exit 2."""
    from transforms.releases import UnknownRelease, find_release

    try:
        return find_release(out_of(out), id)
    except UnknownRelease:
        stop(say("release.unknown", lang, release=id))


def stop(message: str, code: int = 2) -> NoReturn:
    """Print a complaint and exit."""
    typer.echo(message, err=True)
    raise typer.Exit(code)
