"""Run the benches, all or those named: python -m tests.bench [landing] [verdicts] [reports]."""

from __future__ import annotations

import sys

from tests.bench import landing, reports, verdicts
from tests.bench.frame import run

BENCHES = {"landing": landing.BENCH, "verdicts": verdicts.BENCH, "reports": reports.BENCH}


def main(names: list[str]) -> None:
    for name in names or list(BENCHES):
        run(BENCHES[name])


if __name__ == "__main__":
    main(sys.argv[1:])
