"""What the schedule starts: the same run as `majorwatch run`, with the settings of the environment."""

from __future__ import annotations

from flows.settings import Settings, quiet_prefect

quiet_prefect()

from prefect import flow  # noqa: E402 - Prefect reads its environment at import

from flows.night import Request  # noqa: E402
from flows.progress import Progress  # noqa: E402
from flows.run import Outcome, run_once  # noqa: E402


class NightFailed(Exception):
    """The run ended with nothing published, so that Prefect shows it as failed; runs.jsonl says why."""


@flow(name="scheduled night", persist_result=False)
def scheduled_night() -> str | None:
    """Run the night once; returns the release that now stands. Errors: NightFailed."""
    settings = Settings()
    request = Request(
        tuple(settings.raw),
        settings.out.resolve(),
        settings.policy,
        lang=settings.lang,
        keep_releases=settings.keep_releases,
        keep_days=settings.keep_days,
        languages=settings.languages,
    )
    outcome: Outcome = run_once(request, Progress())
    if outcome.exit_code:
        raise NightFailed(f"{outcome.status}: {outcome.error}")
    return outcome.release_id
