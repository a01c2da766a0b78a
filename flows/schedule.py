"""The schedule: the nightly run as a Prefect deployment, with a server of its own unless one is set."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from flows.messages import say
from flows.settings import quiet_prefect

HOST = "127.0.0.1"
PATIENCE_SECONDS = 120


def keep_schedule(cron: str, lang: str) -> int:
    """Run every time the cron expression says so, until stopped; returns an exit code."""
    quiet_prefect()
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=cron)
    except ValueError:
        typer.echo(say("bad_cron", lang, cron=cron), err=True)
        return 2
    with _server():
        from flows.scheduled import scheduled_night

        typer.echo(say("serving", lang, cron=cron))
        scheduled_night.serve(name="nightly", cron=cron, print_starting_message=False)
    return 0


@contextmanager
def _server() -> Iterator[None]:
    """A Prefect server on this machine only: the embedded one never starts what is due by schedule."""
    if "PREFECT_API_URL" in os.environ:
        yield
        return
    port = _free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://{HOST}:{port}/api/health", server)
        os.environ["PREFECT_API_URL"] = f"http://{HOST}:{port}/api"
        yield
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def _wait(health: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers. Errors: RuntimeError if it ends or does not answer."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            direct.open(health, timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError("the Prefect server did not start")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
