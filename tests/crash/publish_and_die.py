"""Publish a release and die without warning before the n-th change to the file system: OUT ID STEP KEPT."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from tests.releases.out_folder import publish

CHANGES = {"os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.symlink", "os.truncate"}


def main(out: str, id: str, step: str, kept: str) -> None:
    os.fsync = lambda descriptor: None
    steps = iter(range(1, int(step) + 1))

    def die_in_time(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & os.O_CREAT)
        if (event in CHANGES or writes) and next(steps) == int(step):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die_in_time)
    publish(Path(out), id, "二", int(kept))


if __name__ == "__main__":
    main(*sys.argv[1:])
