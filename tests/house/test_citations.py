"""What is published, or said at the command line, cites no file that its reader cannot open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.house.rooms import files_of, named
from transforms.yaml_text import read_yaml

FILE = re.compile(r"[\w/.-]+\.(?:md|py|sql)\b|\bdocs/|\.\./")
# Words of reports, messages, columns and clauses of the policies: all of them are read outside this repository.
PUBLISHED = files_of("policy", "reports", "flows", "sql", pattern="*.yaml")


def test_no_published_word_cites_a_file_of_this_repository() -> None:
    found = [
        f"{named(path)}: {text}"
        for path in PUBLISHED
        for text in texts_in(read_yaml(path))
        if FILE.search(text)
    ]
    assert not found, "\n".join(found)


def test_a_citation_of_a_file_would_be_seen() -> None:
    cited = ["method.md §3", "see docs/decisions/ladder.md", "../shared/x"]
    readable = ["34 CFR 668.602", "method.html", "datapackage.json", "policy.parameter"]
    assert [bool(FILE.search(text)) for text in (*cited, *readable)] == [True] * 3 + [False] * 4


def texts_in(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_in(value)
