"""The way back from a guarded text, as docs/decisions/open-data.md promises it."""

from __future__ import annotations

import re

from reports.opendata.tables import AT_START, INSIDE, MARK, SEPARATORS

MARKED = re.compile(rf"\A{MARK}(?={AT_START})|(?<={SEPARATORS}){MARK}(?={INSIDE})")


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return MARKED.sub("", text)
