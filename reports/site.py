"""Reports as web pages: static, self-hosted, readable without JavaScript, nothing inline but drawings."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.blocks import Document
from reports.language import Language, language

TEMPLATES = Path(__file__).with_name("templates")
STATIC = Path(__file__).with_name("static")
CONTENT_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
HTML_LANG = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class Edition:
    """The same page in one language, as seen from a page."""

    html_lang: str
    href: str
    name: str
    is_this: bool


@dataclass(frozen=True)
class Entry:
    """A document on the landing page with the addresses of its page and its PDF."""

    document: Document
    page: str
    pdf: str


def folder(lang: str) -> str:
    """Where a language's pages and PDFs stand below `site/` and `pdf/`: Chinese at the top."""
    return "" if lang == "zh" else f"{lang}/"


def write_site(editions: Mapping[str, Sequence[Document]], public: Path) -> list[Path]:
    """Write pages, landing pages and static files of every language; returns the files, in order."""
    site = public / "site"
    written = _write_static(site)
    for lang, documents in editions.items():
        pages = {f"{document.name}.html": render_report(document, tuple(editions)) for document in documents}
        pages["index.html"] = render_index(documents, tuple(editions))
        for name, text in pages.items():
            path = site / folder(lang) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(path)
    return written


def render_report(document: Document, langs: Sequence[str] = ("zh",)) -> str:
    """One report as a page."""
    words = language(document.lang)
    facts = _facts(document, words, f"{document.name}.html", langs)
    pdf = f"{facts['root']}../pdf/{folder(document.lang)}{document.name}.pdf"
    return _environment().get_template("report.html.j2").render(document=document, pdf=pdf, **facts)


def render_index(documents: Sequence[Document], langs: Sequence[str] = ("zh",)) -> str:
    """The landing page of one language."""
    first = documents[0]
    words = language(first.lang)
    facts = _facts(first, words, "index.html", langs)
    entries = [
        Entry(item, f"{item.name}.html", f"{facts['root']}../pdf/{folder(item.lang)}{item.name}.pdf")
        for item in documents
    ]
    return _environment().get_template("index.html.j2").render(entries=entries, city=first.city, **facts)


def _facts(document: Document, words: Language, page: str, langs: Sequence[str]) -> dict[str, Any]:
    """What every page needs. `root` leads from the page's folder to that of the site."""
    root = "../" * folder(document.lang).count("/")
    editions = [
        Edition(
            HTML_LANG[lang],
            f"{root}{folder(lang)}{page}",
            words.text("site.other_language"),
            lang == document.lang,
        )
        for lang in langs
    ]
    return {
        "t": words.text,
        "html_lang": HTML_LANG[document.lang],
        "policy": CONTENT_POLICY,
        "root": root,
        "editions": editions,
        "synthetic": document.synthetic,
        "release_id": document.release_id,
        "issued_label": document.issued_label,
    }


def _write_static(site: Path) -> list[Path]:
    (site / "static").mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(path, site / "static" / path.name)) for path in sorted(STATIC.iterdir())]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
