"""Run the nightly flow inside this process, and keep Prefect quiet and local while doing so."""

from __future__ import annotations

import logging
from pathlib import Path

from flows.night import Night
from flows.settings import quiet_prefect


def run_flow(night: Night) -> Path:
    """The folder of the release that the flow published. Errors: whatever the flow raised."""
    quiet_prefect()
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.nightly import nightly

    # the heartbeat tells a server that a flow on another machine lives; here it costs a second a run
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        try:
            return nightly(night)
        finally:
            _hush()


def _hush() -> None:
    """The embedded server is stopped at exit, in the middle of its own loops: what it says then is noise."""
    for name in ("prefect", "uvicorn", "sqlalchemy", "asyncio", "docket"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
