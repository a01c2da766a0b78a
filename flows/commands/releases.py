"""The commands about releases: where they are, which there are, what changed, back to one, every checksum again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.messages import say
from flows.options import Json, Lang, Out, current_of, language_of, named, out_of, stop
from flows.run import renew_web_root


def go_back(out: Path, release: str, reason: str | None, lang: str) -> int:
    """Move the pointer and say what is set aside; returns an exit code."""
    from transforms.releases import AnotherRun, RunLock, read_runs, rollback, set_aside

    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        with RunLock(out):
            rollback(out, release, at, reason)
            web_error = renew_web_root(out)
    except AnotherRun as error:
        typer.echo(say("another_run", lang, pid=error.pid or "?"), err=True)
        return 2
    except ValueError as error:
        typer.echo(str(error), err=True)
        return 1
    typer.echo(say("rolled_back", lang, release=release))
    if web_error is not None:
        typer.echo(say("web_not_renewed", lang, error=web_error), err=True)
    for item in set_aside(read_runs(out)).values():
        typer.echo("  " + say("set_aside", lang, release=item.id))
    return 0


of_releases = typer.Typer()


@of_releases.command()
def path(out: Out = None, lang: Lang = None) -> None:
    """现行发布的数据库文件在哪里 · where the current warehouse file is."""
    typer.echo(current_of(out, language_of(lang)).warehouse)


@of_releases.command()
def dictionary(
    table: Annotated[
        str | None, typer.Argument(help="表名或其中一部分，默认列出全部 · a table, default: all of them")
    ] = None,
    out: Out = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """数据库有哪些表、每个字段什么意思、由什么得来 · tables and columns: meaning, and what each is made from."""
    from flows.commands.dictionary import show_dictionary

    chosen = language_of(lang)
    raise typer.Exit(show_dictionary(current_of(out, chosen).warehouse, table, chosen, as_json=as_json))


@of_releases.command()
def releases(out: Out = None, lang: Lang = None, as_json: Json = False) -> None:
    """列出全部发布 · list the releases."""
    from flows.commands.run import show_releases

    show_releases(out_of(out), language_of(lang), as_json=as_json)


@of_releases.command()
def rollback(
    release: Annotated[str, typer.Argument(help="发布编号 · id")],
    reason: Annotated[
        str | None, typer.Option("--reason", help="原因，记入运行记录 · kept on record")
    ] = None,
    out: Out = None,
    lang: Lang = None,
) -> None:
    """把现行发布改回某一次发布，并保持 · move the pointer back to a release, and hold it there."""
    from flows.commands.releases import go_back

    raise typer.Exit(
        go_back(out_of(out), named(release, out, language_of(lang)).id, reason, language_of(lang))
    )


@of_releases.command()
def verify(
    release: Annotated[str | None, typer.Argument(help="发布编号，默认现行 · id, default: current")] = None,
    out: Out = None,
    lang: Lang = None,
) -> None:
    """逐个文件核对校验和 · recompute every checksum of a release."""
    import transforms.releases as kept

    chosen = language_of(lang)
    found = named(release, out, chosen) if release else current_of(out, chosen)
    if problems := kept.verify(found):
        stop("\n".join([say("damaged", chosen, release=found.id, count=len(problems)), *problems]), code=1)
    typer.echo(say("verified", chosen, release=found.id))


@of_releases.command()
def diff(
    old: Annotated[str, typer.Argument(help="较早的发布编号 · id of the earlier release")],
    new: Annotated[str | None, typer.Argument(help="较晚的，默认现行 · the later, default: current")] = None,
    out: Out = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """两次发布之间变了什么、每条结论因何而变 · what changed between two releases, each verdict with its cause."""
    from flows.commands.diff import answer_diff

    chosen = language_of(lang)
    later = named(new, out, chosen) if new else current_of(out, chosen)
    raise typer.Exit(answer_diff(named(old, out, chosen), later, chosen, as_json=as_json))
