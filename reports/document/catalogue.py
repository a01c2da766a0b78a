"""The words of the reports and of the command line: one `words.yaml` beside the code of each subject.

A catalogue holds a text in each language under dotted keys, and its first keys are in no other catalogue of the folder.
A text may hold `{name}` fields, `{n:program|programs}` for a plural, and the marks `**strong**`, `` `code` `` and
`~subscript~`. Punctuation follows GB/T 15834, numbers GB/T 15835.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from transforms.sql_text import SQL_DIR
from transforms.yaml_text import read_yaml

NAME = "words.yaml"
REPORTS = Path(__file__).parents[1]
COLUMNS = SQL_DIR / "columns.yaml"  # where a column says its `header`, `column.<name>` heads it in print
LANGUAGES = ("zh", "en")
FIRST_KEY = re.compile(r"^([\w-]+):", re.MULTILINE)


class MissingString(LookupError):
    """No catalogue has a string, a language of it, or a field that the caller must fill."""


class Vocabulary(Mapping[str, str]):
    """The texts of one language by key, from the catalogues below some folders; an earlier folder goes first.

    A catalogue is parsed when one of its first keys is asked for, once per process: a command pays only for what it
    says. Errors: MissingString for a language that is not there, or for the gaps of a catalogue; KeyError for a key.
    """

    def __init__(self, code: str, *folders: Path) -> None:
        if code not in LANGUAGES:
            raise MissingString(f"no language {code!r}; there are {', '.join(LANGUAGES)}")
        self.code, self.folders = code, folders
        self.known: dict[str, str | None] = {}  # keys asked for; None where no catalogue has one

    def __getitem__(self, key: str) -> str:
        if key not in self.known:
            self.known[key] = self._found(key)
        if (text := self.known[key]) is None:
            raise KeyError(key)
        return text

    def _found(self, key: str) -> str | None:
        for folder in self.folders:
            path = catalogues(folder).get(key.partition(".")[0])
            if path is not None and key in (texts := load_catalogue(path)[self.code]):
                return texts[key]
        return None

    def __iter__(self) -> Iterator[str]:
        paths = [path for folder in self.folders for path in catalogues(folder).values()]
        return iter(dict.fromkeys(key for path in paths for key in load_catalogue(path)[self.code]))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def catalogues(folder: Path) -> Mapping[str, Path]:
    """First key → the catalogue that has it. Errors: ValueError naming both catalogues that have the same one."""
    found: dict[str, Path] = {"column": COLUMNS} if folder == REPORTS else {}
    for path in sorted(folder.rglob(NAME)):
        for key in FIRST_KEY.findall(path.read_text(encoding="utf-8")):
            if key in found:
                raise ValueError(f"{key!r} is in two catalogues: {found[key]} and {path}")
            found[key] = path
    return found


@cache
def load_catalogue(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Entries by language: {"zh": {key: text}, "en": …}. Errors: MissingString naming every gap at once."""
    entries: dict[str, dict[str, str]] = {code: {} for code in LANGUAGES}
    gaps: list[str] = []
    for key, entry in _leaves(_headers() if path == COLUMNS else read_yaml(path)):
        gaps += [f"{key}.{code}" for code in LANGUAGES if not entry.get(code)]
        # a comma outside quotes cuts a text short and makes a key of the rest
        gaps += [f"{key}: no language {code!r}" for code in entry if code not in LANGUAGES]
        for code in LANGUAGES:
            entries[code][key] = entry.get(code) or ""
    fields = {code: {key: _fields(text) for key, text in entries[code].items()} for code in LANGUAGES}
    gaps += [f"{key}: fields differ" for key in entries["zh"] if fields["zh"][key] != fields["en"][key]]
    if gaps:
        raise MissingString(f"{path}: {', '.join(gaps)}")
    return entries


def _headers() -> Mapping[str, Any]:
    """The headers of columns as a catalogue: the Chinese word is the name of the column, English says it shorter."""
    columns = read_yaml(COLUMNS).items()
    return {
        "column": {
            name: {"zh": words["zh"], "en": words["header"]} for name, words in columns if "header" in words
        }
    }


def _leaves(node: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Mapping[str, str]]]:
    for key, value in node.items():
        if set(value) & set(LANGUAGES):
            yield prefix + key, value
        else:
            yield from _leaves(value, f"{prefix}{key}.")


def _fields(text: str) -> set[str]:
    """Fields that print something; Chinese needs none of the plurals."""
    return {
        field
        for _, field, spec, _ in Formatter().parse(text)
        if field is not None and "|" not in (spec or "")
    }
