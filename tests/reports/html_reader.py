"""Reads a page as a browser would take it apart: words, ids, addresses, and what the policy forbids."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path


class Page(HTMLParser):
    """`words` is the text outside of drawings' definitions; `tags` every element with its attributes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]

    def addresses(self) -> list[str]:
        return [
            value
            for tag, attrs in self.tags
            for name, value in attrs.items()
            if value and (name == "src" or (name == "href" and tag in ("a", "link")))
        ]


def squeezed(text: str) -> str:
    """Without spaces, which the two renderers set each in its own way."""
    return "".join(text.split())
