"""What the command line says, in Chinese or English, from messages.yaml."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

MESSAGES_FILE = Path(__file__).with_name("messages.yaml")
LANGUAGES = ("zh", "en")


@functools.cache
def load_messages() -> dict[str, dict[str, str]]:
    """Key → language → words, with {places} to fill."""
    from transforms.yaml_text import read_yaml

    return read_yaml(MESSAGES_FILE)


def say(key: str, lang: str, **values: Any) -> str:
    """The message in a language, filled. Errors: KeyError for a message or a place that does not exist."""
    return load_messages()[key][lang].format(**values)


def has_message(key: str) -> bool:
    """Is there a message of this key?"""
    return key in load_messages()
