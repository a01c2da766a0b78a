"""The process that forks a child for each file: python -m transforms.deliveries.files.sandbox_host CONTROL_FD."""

from __future__ import annotations

import contextlib
import importlib.abc
import json
import os
import pickle
import resource
import signal
import socket
import struct
import sys
import traceback
from pathlib import Path

import pyarrow as pa

PAGE = resource.getpagesize()


class _NoPandas(importlib.abc.MetaPathFinder):
    """Says that pandas is not installed."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname.partition(".")[0] == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def main(control: socket.socket) -> None:
    """Fork for every connection handed over, until the other side is gone."""
    # pyarrow looks for pandas at its first array and loads it: half a second and 35 MB in every child
    sys.meta_path.insert(0, _NoPandas())
    pa.array([""])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        except OSError:
            return
        if not message:
            return
        connection = socket.socket(fileno=descriptors[0])
        if os.fork() == 0:
            control.close()
            status = 1
            with contextlib.suppress(BaseException):
                status = _child(connection)
            os._exit(status)
        connection.close()


def _child(connection: socket.socket) -> int:
    stream = connection.makefile("rwb")
    (size,) = struct.unpack("<Q", stream.read(8))
    job = pickle.loads(stream.read(size))
    _bound(job["memory"], job["seconds"])

    def say(**answer: object) -> None:
        stream.write(json.dumps(answer).encode() + b"\n")
        stream.flush()

    # what a parser says of its own end is nothing for the reader of a log
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    say(child=os.getpid())
    try:
        job["work"](*job["arguments"], lambda rows: say(rows=rows))
    except MemoryError:
        say(reason_code="out_of_memory")
    except BaseException as error:
        is_panic = type(error).__name__ == "PanicException"
        is_memory = "out of memory" in str(error).lower() or "malloc" in str(error)
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} ({Path(last.filename).name}:{last.lineno})"
        code = "unreadable_file" if is_panic else "out_of_memory" if is_memory else "reader_failed"
        say(reason_code=code, found=where)
    else:
        say(done=True)
    return 0


def _bound(memory: int, seconds: int) -> None:
    """Bounds on top of what the host itself holds."""
    held = 0
    statm = Path("/proc/self/statm")
    if statm.exists():
        held = int(statm.read_text().split()[0]) * PAGE
    for limit, value in (
        (resource.RLIMIT_AS, held + memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
