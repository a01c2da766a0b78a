"""The flow run against a Prefect server of our own, on this machine only, which never outlives the run.

Prefect is imported inside functions, while its server starts: that hides most of the wait.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.night import Night
from flows.settings import quiet_prefect
from transforms.child_process import environment

HOST = "127.0.0.1"
PATIENCE_SECONDS = 120
FAREWELL_SECONDS = 5
PR_SET_PDEATHSIG = 1  # linux/prctl.h
APPLICATION = "prefect.server.api.server:create_app"
# What Prefect sets for its temporary server: no pages, and no scheduler, of which one run has no need.
FOR_ONE_RUN = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}


def run_flow(night: Night) -> Path:
    """Run the nightly flow; returns the folder of the release. Errors: whatever the flow raised."""
    quiet_prefect()
    with local_server(keeps_schedule=False) as wait_until_ready:
        from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        from flows.nightly import nightly

        # a run prints its own messages; what components log, at exit too, would only hide them
        logging.disable(logging.CRITICAL)
        # the heartbeat lets a server know that a flow on another machine is alive; here it costs a second a run
        here = {PREFECT_API_URL: os.environ["PREFECT_API_URL"], PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
        with temporary_settings(here):
            wait_until_ready()
            return nightly(night)


@contextmanager
def local_server(*, keeps_schedule: bool) -> Iterator[Callable[[], None]]:
    """Start a server and point PREFECT_API_URL at it; yields the function that waits until it answers.

    Where PREFECT_API_URL is set, that server is used and none is started.
    """
    if "PREFECT_API_URL" in os.environ:
        yield lambda: None
        return
    port = _free_port()
    direct = {name: ",".join(filter(None, (os.environ.get(name), HOST))) for name in ("NO_PROXY", "no_proxy")}
    server = _start(port, {} if keeps_schedule else FOR_ONE_RUN)
    try:
        with environment({"PREFECT_API_URL": f"http://{HOST}:{port}/api", **direct}):
            yield lambda: _wait(f"http://{HOST}:{port}/api/health", server)
    finally:
        _stop(server)


def _start(port: int, surroundings: dict[str, str]) -> subprocess.Popen[bytes]:
    options = ("--lifespan", "on", "--log-level", "error", "--host", HOST, "--port", str(port))
    return subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "--factory", APPLICATION, *options],
        env={**os.environ, **surroundings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=dying_with_parent(),
        start_new_session=True,  # Ctrl-C is for the run, which still needs the server to end in order
    )


def dying_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel ends the server when this process ends, even by kill -9; elsewhere it may stay behind."""
    if not sys.platform.startswith("linux"):
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def bind() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # the kernel sends no signal for a parent that died before prctl was called
        if os.getppid() != parent:
            os._exit(1)

    return bind


def _wait(health: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers. Errors: RuntimeError if it ends or stays silent."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            direct.open(health, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the local Prefect server did not start")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
