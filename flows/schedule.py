"""`majorwatch serve`: the nightly run as a Prefect deployment, with a server of its own unless one is set.

A file of its own because it imports Prefect at once: its flow is defined with the decorator of Prefect, which no other
command waits for.
"""

from __future__ import annotations

import logging
import os

import typer

from flows.prefect_local import local_server
from flows.printing import say
from flows.settings import Settings, quiet_prefect

quiet_prefect()

from prefect import flow  # noqa: E402 - Prefect reads its environment at import
from prefect.client.schemas.schedules import CronSchedule  # noqa: E402
from prefect.schedules import Cron  # noqa: E402
from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: E402

from flows.night import Request  # noqa: E402
from flows.progress import Progress  # noqa: E402
from flows.run import run_once  # noqa: E402


class NightFailed(Exception):
    """The run ended with nothing published, so that Prefect shows it as failed; runs.jsonl says why."""


@flow(name="scheduled night", persist_result=False)
def scheduled_night() -> str | None:
    """Run the night once; returns the current release. Errors: NightFailed."""
    outcome = run_once(Request.of(Settings()), Progress())
    if outcome.exit_code:
        raise NightFailed(f"{outcome.status}: {outcome.error}")
    return outcome.release_id


def keep_schedule(cron: str, lang: str) -> int:
    """Run every time the cron expression says so, until stopped; returns an exit code.

    The server is ours because the one that Prefect embeds never starts what is due by schedule.
    """
    timezone = Settings().timezone
    try:
        CronSchedule(cron=cron, timezone=timezone)
    except ValueError:
        typer.echo(say("serve.bad_cron", lang, cron=cron), err=True)
        return 2
    with (
        local_server(keeps_schedule=True) as wait_until_ready,
        temporary_settings({PREFECT_API_URL: os.environ["PREFECT_API_URL"]}),
    ):
        wait_until_ready()
        logging.disable(logging.CRITICAL)  # runs.jsonl is the record; a failed run writes its log
        typer.echo(say("serve.serving", lang, cron=cron, timezone=timezone))
        when = Cron(cron, timezone=timezone)
        scheduled_night.serve(name="nightly", schedule=when, print_starting_message=False)
    return 0
