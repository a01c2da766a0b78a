"""The command line: what can be asked for, and which command answers.

Imports inside functions: each command imports what it needs, so that `--help` is instant.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from flows.options import (
    BY_SETTINGS,
    AcceptDrift,
    AcceptExposure,
    Json,
    Lang,
    Out,
    PolicyName,
    current_of,
    day_of,
    out_of,
    release_of,
    stop,
)
from flows.printing import say

app = typer.Typer(
    name="majorwatch",
    help="专业结构预警：每一条预警都有依据。 Early warning for the structure of majors.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.command()
def run(
    raw: Annotated[
        list[Path] | None, typer.Option("--raw", help="报送数据文件夹，可多次 · deliveries, repeatable")
    ] = None,
    out: Out = None,
    policy: PolicyName = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="数据截至 · as of this day")
    ] = None,
    keep: Annotated[
        int | None, typer.Option("--keep", min=1, help="至少保留最近几次发布 · releases kept at least")
    ] = None,
    keep_days: Annotated[
        int | None,
        typer.Option("--keep-days", min=0, help="并保留多少天内的发布 · and those of so many days"),
    ] = None,
    accept_drift: AcceptDrift = None,
    accept_exposure: AcceptExposure = None,
    lang: Lang = BY_SETTINGS,
    as_json: Json = False,
) -> None:
    """运行每晚流程一次：入库、构建、把关、发布、报告 · the nightly flow once."""
    from flows.commands.run import answer_run
    from flows.night import Request
    from flows.settings import Settings

    request = Request.of(
        Settings(),
        raw=tuple(raw) if raw else None,
        out=out_of(out),
        policy=policy or None,
        as_of=day_of(as_of, lang),
        lang=lang,
        keep_releases=keep,
        keep_days=keep_days,
        accept_drift=accept_drift,
        accept_exposure=accept_exposure,
    )
    raise typer.Exit(answer_run(request, as_json=as_json))


@app.command()
def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE|DIR", help="要检查的文件或文件夹 · what to check")
    ],
    feed: Annotated[
        str | None, typer.Option("--feed", help="数据类别，默认自动识别 · feed, default: found out")
    ] = None,
    copy: Annotated[bool, typer.Option("--copy/--no-copy", help="写出标注副本 · write a marked copy")] = True,
    suggest: Annotated[bool, typer.Option("--suggest", help="起草来源说明 · draft its source file")] = False,
    out: Out = None,
    lang: Lang = BY_SETTINGS,
    as_json: Json = False,
) -> None:
    """报送前自查：哪些行会被退回、为什么、怎么改 · what would be refused, why, how to mend it."""
    from flows.commands.check import answer_check, answer_suggest, stop_if_unknown

    stop_if_unknown(paths, feed, lang)
    if suggest:
        raise typer.Exit(answer_suggest(paths, feed, lang))
    raise typer.Exit(answer_check(paths, feed, out_of(out), lang, as_json=as_json, with_copy=copy))


@app.command()
def explain(
    program: Annotated[
        str | None, typer.Argument(help="专业点编号或名称 · program id, or part of its name")
    ] = None,
    industry: Annotated[
        str | None, typer.Option("--industry", help="行业代码或名称 · an industry, by code or name")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="年份，默认最近 · default: the latest")] = None,
    out: Out = None,
    lang: Lang = BY_SETTINGS,
    as_json: Json = False,
) -> None:
    """一条结论或一个行业匹配的依据：规则、公式、数据、来源行 · the receipt of a verdict, or of an industry."""
    from flows.commands.explain import explain_one

    if (program is None) == (industry is None):
        stop(say("receipt.one_of_program_and_industry", lang))
    warehouse = current_of(out, lang).warehouse
    raise typer.Exit(explain_one(warehouse, program, industry, year, lang, as_json=as_json))


@app.command()
def whatif(
    policy: PolicyName = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="如 low_employment.line=5500，可多次 · repeatable"),
    ] = None,
    draws: Annotated[
        int,
        typer.Option(
            "--draws",
            min=0,
            help="对各届毕业生有放回重抽若干次，看结论是否稳定 · cohorts drawn again, so many times",
        ),
    ] = 0,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help="按公开的人数判定，同网站 · on the published counts, as the site",
        ),
    ] = False,
    out: Out = None,
    lang: Lang = BY_SETTINGS,
    as_json: Json = False,
) -> None:
    """换一套规则会怎样：谁进谁出、涉及多少计划 · who would enter and leave each card, and the seats."""
    from flows.commands.whatif import answer_whatif

    warehouse = current_of(out, lang).warehouse
    answer_whatif(warehouse, policy, settings or (), draws, lang, is_public=public, as_json=as_json)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="SQL")],
    out: Out = None,
    lang: Lang = BY_SETTINGS,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV")] = False,
) -> None:
    """在现行发布上只读查询，屏幕上显示前 50 行 · read-only SQL on the current release; a table shows 50 rows."""
    from flows.commands.query import answer_query

    warehouse = current_of(out, lang).warehouse
    answer_query(warehouse, sql, lang, form="json" if as_json else "csv" if as_csv else "table")


@app.command()
def sample(
    folder: Annotated[Path, typer.Argument(help="写到哪里 · where to write")],
    programs: Annotated[int, typer.Option(min=1)] = 1200,
    years: Annotated[int, typer.Option(min=1)] = 10,
    graduates: Annotated[int | None, typer.Option(min=1)] = None,
    seed: Annotated[int, typer.Option()] = 162,
    ugly: Annotated[bool, typer.Option("--ugly", help="杂乱的报送格式 · as written on a bad day")] = False,
    lang: Lang = BY_SETTINGS,
) -> None:
    """生成一座模拟城市，并附标准答案 · a synthetic city, with the truth beside it."""
    from flows.commands.sample import answer_sample

    answer_sample(folder, programs, years, graduates, seed, lang, is_ugly=ugly)


@app.command()
def status(out: Out = None, lang: Lang = BY_SETTINGS, as_json: Json = False) -> None:
    """现行发布与最近的运行 · the current release and the last runs."""
    from flows.commands.status import show_status

    show_status(out_of(out), lang, as_json=as_json)


@app.command()
def doctor(out: Out = None, lang: Lang = BY_SETTINGS) -> None:
    """本机是否具备运行条件 · is this machine fit to run."""
    from flows.commands.doctor import examine

    raise typer.Exit(examine(out_of(out), lang))


@app.command()
def serve(
    cron: Annotated[
        str | None, typer.Option("--cron", help="默认每天 2:00 · default: every night at 2")
    ] = None,
    lang: Lang = BY_SETTINGS,
) -> None:
    """按时间表每晚运行 · run on a schedule, until stopped."""
    from flows.schedule import keep_schedule
    from flows.settings import Settings

    raise typer.Exit(keep_schedule(cron or Settings().cron, lang))


@app.command()
def path(out: Out = None, lang: Lang = BY_SETTINGS) -> None:
    """现行发布的数据库文件在哪里 · where the current warehouse file is."""
    typer.echo(current_of(out, lang).warehouse)


@app.command()
def dictionary(
    table: Annotated[
        str | None, typer.Argument(help="表名或其中一部分，默认列出全部 · a table, default: all of them")
    ] = None,
    out: Out = None,
    lang: Lang = BY_SETTINGS,
    as_json: Json = False,
) -> None:
    """数据库有哪些表、每个字段什么意思、由什么得来 · tables and columns: meaning, and what each is made from."""
    from flows.commands.dictionary import show_dictionary

    raise typer.Exit(show_dictionary(current_of(out, lang).warehouse, table, lang, as_json=as_json))


@app.command()
def releases(out: Out = None, lang: Lang = BY_SETTINGS, as_json: Json = False) -> None:
    """列出全部发布 · list the releases."""
    from flows.commands.releases import show_releases

    show_releases(out_of(out), lang, as_json=as_json)


@app.command()
def rollback(
    release: Annotated[str, typer.Argument(help="发布编号 · id")],
    reason: Annotated[
        str | None, typer.Option("--reason", help="原因，记入运行记录 · kept on record")
    ] = None,
    out: Out = None,
    lang: Lang = BY_SETTINGS,
) -> None:
    """把现行发布改回某一次发布，并保持 · move the pointer back to a release, and hold it there."""
    from flows.commands.releases import answer_rollback

    found = release_of(release, out, lang)
    raise typer.Exit(answer_rollback(out_of(out), found.id, reason, lang))


@app.command()
def verify(
    release: Annotated[str | None, typer.Argument(help="发布编号，默认现行 · id, default: current")] = None,
    out: Out = None,
    lang: Lang = BY_SETTINGS,
) -> None:
    """逐个文件核对校验和 · recompute every checksum of a release."""
    from flows.commands.releases import answer_verify

    answer_verify(release_of(release, out, lang) if release else current_of(out, lang), lang)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="较早的发布编号 · id of the earlier release")],
    new: Annotated[str | None, typer.Argument(help="较晚的，默认现行 · the later, default: current")] = None,
    out: Out = None,
    lang: Lang = BY_SETTINGS,
    as_json: Json = False,
) -> None:
    """两次发布之间变了什么、每条结论因何而变 · what changed between two releases, each verdict with its cause."""
    from flows.commands.diff import answer_diff

    later = release_of(new, out, lang) if new else current_of(out, lang)
    raise typer.Exit(answer_diff(release_of(old, out, lang), later, lang, as_json=as_json))


def main() -> None:
    """The entry point: an unexpected failure of any command is one line and exit code 3."""
    try:
        app()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 3
    except BrokenPipeError:
        os._exit(0)
    except Exception as error:
        typer.echo(f"{type(error).__name__}: {error}".splitlines()[0], err=True)
        code = 3
    _leave(code)


def _leave(code: int) -> NoReturn:
    """Stop what was started, and go, before DuckDB and Prefect complain of how the interpreter shuts down."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BrokenPipeError):
            stream.flush()
    os._exit(code)
