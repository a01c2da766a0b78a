"""Source files: who published a delivery, and how its columns map to a contract.

`<file>.source.yaml` lies beside the file, or under the same name in any raw folder. A file that needs no mapping
needs no more than its facts; one file may feed several feeds through `tables`.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from transforms.personal import path_without_personal_data, without_personal_data
from transforms.yaml_model import Strict
from transforms.yaml_text import parse_yaml

SUFFIX = ".source.yaml"
Unit = Literal["percent", "fraction", "persons", "thousands", "10k_persons", "100m_yuan", "10k_yuan", "yuan"]


class SourceError(Exception):
    """A source file that cannot be read; the message names the file and the field."""


class Group(Strict):
    """One record made from a part of a row: contract column → raw header, and constants."""

    columns: dict[str, str] = Field(default_factory=dict)
    constants: dict[str, Any] = Field(default_factory=dict)


class Unpivot(Strict):
    """Several records from one row. A group whose cells are all empty makes none where `skip_empty`.

    `groups` states each; `headers_matching` makes one of every raw header the pattern matches, its first
    group of parentheses going to `name_to` and its cell to `value_to`.
    """

    groups: tuple[Group, ...] = ()
    headers_matching: str | None = None
    name_to: str | None = None
    value_to: str | None = None
    skip_empty: bool = False


class Exclusion(Strict):
    """Rows left out by declaration, each listed among the refused rows with this reason."""

    column: str
    equals: str | None = None
    one_of: tuple[str, ...] | None = None
    matches: str | None = None
    reason: str


class TotalRows(Strict):
    """Rows that sum others: recognised by a value, counted, never summed again."""

    column: str
    equals: str | None = None
    matches: str | None = None


class TableMapping(Strict):
    """How one table of a file becomes one feed."""

    feed: str
    sheet: str | None = None
    header_row: int | None = Field(default=None, ge=1)
    header_rows: int = Field(default=1, ge=1)
    columns: dict[str, str | list[str]] = Field(default_factory=dict)
    constants: dict[str, Any] = Field(default_factory=dict)
    units: dict[str, Unit] = Field(default_factory=dict)
    missing: tuple[str, ...] = ()
    values: dict[str, dict[str, Any]] = Field(default_factory=dict)
    strip: dict[str, str] = Field(default_factory=dict)
    case: dict[str, Literal["lower", "upper", "title", "fold"]] = Field(default_factory=dict)
    fill_down: tuple[str, ...] = ()
    unpivot: Unpivot | None = None
    exclude: tuple[Exclusion, ...] = ()
    total_rows: tuple[TotalRows, ...] = ()


class SourceFile(Strict):
    """The facts of a delivery and its tables. `digest` covers the bytes of the source file itself."""

    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    licence: str | None = None
    accessed: date | None = None
    delivered_on: date | None = None
    sha256: str | None = None
    synthetic: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    ignore: str | None = None
    allow: tuple[str, ...] = ()
    tables: tuple[TableMapping, ...] = ()
    digest: str = ""

    @model_validator(mode="before")
    @classmethod
    def _one_table_may_stand_at_the_top(cls, content: Any) -> Any:
        if not isinstance(content, dict) or "tables" in content:
            return content
        mapping = {key: value for key, value in content.items() if key in TableMapping.model_fields}
        facts = {key: value for key, value in content.items() if key not in mapping}
        return facts | {"tables": [mapping] if "feed" in mapping else []}


def read_source(path: Path, feed: str | None = None) -> SourceFile:
    """Read a source file; `feed` (from the folder) is the feed where it names none. Errors: SourceError."""
    content = path.read_bytes()
    try:
        stated = parse_yaml(content) or {}
        if feed and "tables" not in stated:
            stated.setdefault("feed", feed)
        return SourceFile.model_validate(stated | {"digest": hashlib.sha256(content).hexdigest()})
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError) as error:
        said = f"not a readable source file: {without_personal_data(str(error))}"
        raise SourceError(f"{path_without_personal_data(str(path))}: {said}") from None
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
            for problem in error.errors()
        )
        said = without_personal_data(problems)
        raise SourceError(f"{path_without_personal_data(str(path))}: {said}") from None


def source_of_feed(feed: str) -> SourceFile:
    """The source of a file that lies in a feed's folder without a source file of its own."""
    return SourceFile(tables=(TableMapping(feed=feed),))
