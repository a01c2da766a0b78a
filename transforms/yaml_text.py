"""YAML as everything here reads it: plain values only, parsed by libyaml where PyYAML was built with it.

The parser in plain Python gives the same and takes ten times as long, a few seconds of every run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str | bytes) -> Any:
    """The values of a text. Errors: yaml.YAMLError, with line and column."""
    return yaml.load(text, LOADER)


def compose_yaml(text: str) -> yaml.Node | None:
    """The nodes of a text, each with the lines it is on; None for an empty one. Errors: yaml.YAMLError."""
    node: yaml.Node | None = yaml.compose(text, LOADER)
    return node


def read_yaml(path: Path) -> Any:
    """The values of a file in UTF-8. Errors: yaml.YAMLError, UnicodeDecodeError, OSError."""
    return parse_yaml(path.read_text(encoding="utf-8"))
