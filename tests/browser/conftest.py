"""The published sample served on this machine, and a headless Chromium that walks it.

Chromium is the one found in PATH (Debian's package `chromium`); Playwright brings none of its own here.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.walk import Walk, walk
from tests.flows.conftest import published

__all__ = ["published"]

# Without these Chromium looks for updates and hosts of its own.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="session")
def origin(published: Path) -> Iterator[str]:
    """Where the public folder of the release is served."""
    public = (published / "current" / "public").resolve()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(public)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("Chromium is needed: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False, args=[*QUIET])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def walked(browser: Browser, origin: str) -> Walk:
    """Every page that links lead to from the landing page, as the browser saw it."""
    return walk(browser, origin, "/site/index.html")
