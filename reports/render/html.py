"""The site: static, self-hosted pages, readable without JavaScript, nothing inline but drawings."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.document.blocks import Document, Heading, WayOn
from reports.document.document import Page
from reports.document.language import Language, language
from reports.garbage_collection import collect_young

VARIABLE = "MAJORWATCH_PAGES"


def search_data(documents: Sequence[Document], pages: Iterable[Page], words: Language) -> str:
    """A script that names every page: kind, title, subtitle, other words, address, what is related."""
    reports = [_report(item, words) for item in documents]
    entries = [_entry(page, words) for page in pages if page.slug]
    lines = ",\n".join(literal(entry) for entry in [*reports, *entries])
    return f"const {VARIABLE} = [\n{lines}\n];\n"


def _report(document: Document, words: Language) -> list[Any]:
    """The search entry of a report; that of a school or industry is listed under its name."""
    kind = words.text(f"directory.{document.name}.name" if document.slug else "site.documents")
    found = [kind, document.owner or document.title, document.subtitle, document.slug or document.number]
    return [*found, f"{document.address}.html", *_related(document.related)]


def _entry(page: Page, words: Language) -> list[Any]:
    kind = words.text(f"directory.{page.kind}.name")
    return [kind, page.title, page.subtitle, page.aside, page.address, *_related(page.related)]


def _related(ways: Sequence[WayOn]) -> list[list[list[str]]]:
    """One more item, where there is something related."""
    return [[[way.title, way.reason, way.address] for way in ways]] if ways else []


def literal(entry: Any, separators: tuple[str, str] = (", ", ": ")) -> str:
    """JSON that is also a literal of JavaScript."""
    text = json.dumps(entry, ensure_ascii=False, separators=separators)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")


TEMPLATES = Path(__file__).parents[1] / "templates"


@cache
def environment() -> Environment:
    """Text is escaped; a name without a value is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


STATIC = Path(__file__).parents[1] / "static"
OWN = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
CONTENT_POLICY = f"{OWN}; base-uri 'none'; form-action 'none'"
# question of a first-time reader, report and section that answers it
QUESTIONS = (
    ("why", "warning", "lists-heading"),
    ("otherwise", "warning", "rules-heading"),
    ("lacking", "matching", "industries-heading"),
    ("new", "settings", "summary-heading"),
    ("since", "warning", "comparison-heading"),
    ("trust", "quality", "summary-heading"),
)
TOOLS = ("filter", "shown", "sort")
PAGES_BETWEEN = 500  # each rendered page leaves 60 kB that only garbage collection frees
HTML_LANG = {"zh": "zh-CN", "en": "en"}
# beside site/, pdf/ and data/: the way into the release, and whether it is current (web_root.py writes both)
FRONT_PAGES = {"zh": "index.html", "en": "index.en.html"}


@dataclass(frozen=True)
class Edition:
    """A link to a page in one of its languages; `is_this`: the language of the page that links."""

    html_lang: str
    href: str
    name: str
    is_this: bool


def folder(lang: str) -> str:
    """Where a language's pages and PDFs are below `site/` and `pdf/`: Chinese at the top."""
    return "" if lang == "zh" else f"{lang}/"


def write_site(
    editions: Mapping[str, Sequence[Document]],
    public: Path,
    directory: Mapping[str, Sequence[Page]] | None = None,
    langs: Sequence[str] = (),
) -> list[Path]:
    """Write reports, directory and landing pages of every language given; returns the files, in order.

    langs: the languages that pages lead to, where others are written besides those given.
    """
    site = public / "site"
    written: list[Path] = []
    langs = langs or tuple(editions)
    for lang, documents in editions.items():
        pages = (directory or {}).get(lang, ())
        for number, (name, text) in enumerate(_texts(documents, pages, lang, langs), start=1):
            written.append(write_page(site / folder(lang) / name, text))
            if number % PAGES_BETWEEN == 0:
                collect_young()
    return written


def _texts(
    documents: Sequence[Document], pages: Sequence[Page], lang: str, langs: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The name and text of each file of one language."""
    for document in documents:
        yield f"{document.address}.html", render_report(document, langs)
    yield "index.html", render_index(documents, langs, pages)
    yield "search.html", render_search(documents[0], langs)
    yield "search-data.js", search_data(documents, pages, language(lang))
    for page in pages:
        yield page.address, render_page(page, documents[0], langs)


def front_page_of(template: str, lang: str, **facts: Any) -> str:
    """A page beside the site, in one language."""
    words, policy = language(lang).text, CONTENT_POLICY
    return page_of(template, t=words, html_lang=HTML_LANG[lang], policy=policy, **facts)


def page_of(template: str, **facts: Any) -> str:
    """A page of a template."""
    return environment().get_template(template).render(**facts)


def render_report(document: Document, langs: Sequence[str] = ("zh",)) -> str:
    """One report as a page."""
    facts = _facts(document, f"{document.address}.html", langs)
    pdf = f"{facts['root']}../pdf/{folder(document.lang)}{document.address}.pdf"
    return page_of("report.html.j2", document=document, pdf=pdf, **facts)


def render_page(page: Page, beside: Document, langs: Sequence[str] = ("zh",)) -> str:
    """One page of the directory, of the release that the report beside it belongs to."""
    return page_of(page.template, page=page, **_facts(beside, page.address, langs))


def render_search(beside: Document, langs: Sequence[str] = ("zh",)) -> str:
    """The page that finds the others."""
    return page_of("search.html.j2", **_facts(beside, "search.html", langs))


def render_index(
    documents: Sequence[Document], langs: Sequence[str] = ("zh",), directory: Sequence[Page] = ()
) -> str:
    """The landing page of one language."""
    facts = _facts(documents[0], "index.html", langs)
    pdfs = f"{facts['root']}../pdf/{folder(documents[0].lang)}"
    entries = [
        {"document": item, "page": f"{item.name}.html", "pdf": f"{pdfs}{item.name}.pdf"}
        for item in documents
        if not item.slug
    ]
    lists = [page for page in directory if page.is_listed]
    questions = [
        {"key": key, "href": f"{item.name}.html#{anchor}"}
        for key, name, anchor in QUESTIONS
        for item in documents
        if item.name == name and any(isinstance(b, Heading) and b.anchor == anchor for b in item.blocks)
    ]
    return page_of("index.html.j2", questions=questions, entries=entries, lists=lists, **facts)


def _facts(document: Document, page: str, langs: Sequence[str]) -> dict[str, Any]:
    """What every page needs. `base` leads from its folder to that of its language, `root` to that of the site."""
    words = language(document.lang)
    base = "../" * page.count("/")
    root = base + "../" * folder(document.lang).count("/")
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
        "tools": json.dumps({name: words.text(f"table_tools.{name}") for name in TOOLS}, ensure_ascii=False),
        "html_lang": HTML_LANG[document.lang],
        "policy": CONTENT_POLICY,
        "base": base,
        "root": root,
        "front_page": FRONT_PAGES[document.lang],
        "editions": editions,
        "city": document.city,
        "synthetic": document.synthetic,
        "release_id": document.release_id,
        "issued_label": document.issued_label,
    }


def write_page(path: Path, text: str) -> Path:
    """Write a text, its folder too where there is none; returns the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def write_static(public: Path) -> list[Path]:
    """Style, scripts and icon, the same for every language."""
    site = public / "site"
    (site / "static").mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(path, site / "static" / path.name)) for path in sorted(STATIC.iterdir())]
