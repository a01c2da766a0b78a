"""Run the nightly flow inside this process, and keep Prefect quiet and local while doing so."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from flows.night import Night
from flows.prefect_local import local_server
from flows.settings import quiet_prefect


def run_flow(night: Night) -> Path:
    """The folder of the release that the flow published. Errors: whatever the flow raised."""
    quiet_prefect()
    with local_server(keeps_schedule=False) as wait_until_ready:
        from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        from flows.nightly import nightly

        # what a run has to say it says itself; the rest is the talk of components, at exit too
        logging.disable(logging.CRITICAL)
        # the heartbeat tells a server that a flow on another machine lives; here it costs a second a run
        here = {PREFECT_API_URL: os.environ["PREFECT_API_URL"], PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
        with temporary_settings(here):
            wait_until_ready()
            return nightly(night)
