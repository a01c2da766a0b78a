"""Why a row or a file was refused, in words: the code, the sentence and what to do, in Chinese and English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from transforms.yaml_text import read_yaml

REASONS_FILE = Path(__file__).parent / "reasons.yaml"


@cache
def _stated() -> dict[str, dict[str, str]]:
    return read_yaml(REASONS_FILE)


def load_reasons() -> list[dict[str, str]]:
    """Every reason: reason_code, zh, en, mend_zh, mend_en; templates with {file} {sheet} {row} {column} {value}."""
    return [{"reason_code": code, **words} for code, words in _stated().items()]


def reason_in_words(code: str, lang: str = "zh", **facts: object) -> tuple[str, str]:
    """The sentence and what to do, filled in. Errors: KeyError for a code without words."""
    words = _stated()[code]
    filled = {name: "—" if value is None else value for name, value in facts.items()}
    return words[lang].format_map(_Blank(filled)), words[f"mend_{lang}"].format_map(_Blank(filled))


class _Blank(dict):
    def __missing__(self, key: str) -> str:
        return "—"
