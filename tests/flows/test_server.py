"""The local server ends with the run that started it, however early that run is killed."""

from __future__ import annotations

import subprocess
import sys

import pytest

# The parent ends at once; its child asks to die with it only then.
ORPHANED_BEFORE_IT_ASKS = """
import os
from flows.prefect_local import dying_with_parent
bind, parent = dying_with_parent(), os.getpid()
if os.fork():
    os._exit(0)
while os.getppid() == parent:
    pass
{asks}
print("left behind", flush=True)
os._exit(0)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a promise made by Linux only")
@pytest.mark.parametrize(("asks", "said"), [("bind()", ""), ("", "left behind\n")])
def test_a_server_whose_run_was_killed_before_it_began_ends_too(asks: str, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ORPHANED_BEFORE_IT_ASKS.format(asks=asks)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == said
