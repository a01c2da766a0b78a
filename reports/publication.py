"""All reports of a release, in every language wanted: one context, one font cache, two renderers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from reports.contents import DOCUMENTS, FILES, PAGES
from reports.data.programs import load_directory
from reports.data.query import Warehouse
from reports.data.release import Reading
from reports.document.blocks import Document
from reports.document.catalogue import LANGUAGES
from reports.document.document import Page
from reports.document.language import Language, language
from reports.garbage_collection import collect_young, collection_disabled, disable_collection
from reports.page_cache import CachedFiles, key_of
from reports.render.html import folder, write_site, write_static
from reports.render.pdf import write_pdfs
from reports.render.web_root import write_front_pages
from transforms.child_process import child_running

Made = TypeVar("Made")
PROGRAMS_WORTH_A_PROCESS = 300
SHARED = "shared"  # what holds for every language: style, scripts, data files


def publish(
    public_file: Path, public: Path, langs: Sequence[str] = LANGUAGES, cache: Path | None = None
) -> list[Path]:
    """Write `public/site/`, `public/pdf/` and `public/data/`; returns the files written, the landing page first.

    Chinese is at the top of site and pdf, English below `en/`. The same public file gives the same
    bytes. `cache` is a folder for the files made, which are copied where nothing they are made from changed.
    Errors: UnfitWarehouse (a threshold of disclosure is not stated), MissingString, PdfError.
    """
    parts = [*langs, SHARED]
    stores = _stores(public_file, parts, langs, cache)
    files = {part: found for part, store in stores.items() if (found := store.restored(public))}
    if wanted := [part for part in parts if part not in files]:
        with collection_disabled():
            made = _made(public_file, public, wanted, langs)
        for part in made.keys() & stores.keys():
            stores[part].store(made[part], public)
        files |= made
    landing = public / "site" / folder(langs[0]) / "index.html"
    written = [path for part in parts for path in files[part]]
    return sorted(written, key=lambda path: (path != landing, len(path.parts), str(path)))


def _stores(
    public_file: Path, parts: Sequence[str], langs: Sequence[str], cache: Path | None
) -> dict[str, CachedFiles]:
    """Where the files of each part are cached, if they are."""
    if cache is None:
        return {}
    key = key_of(public_file, langs)
    return {part: CachedFiles(cache / part, key) for part in parts}


def _made(
    public_file: Path, public: Path, parts: Sequence[str], langs: Sequence[str]
) -> dict[str, list[Path]]:
    """The files of the parts wanted, written anew."""
    with Warehouse(public_file) as data:
        reading = Reading(data)
        made = _editions(reading, public_file, public, [part for part in parts if part != SHARED], langs)
        if SHARED in parts:
            files = [path for family in FILES for path in family(reading, public)]
            run = reading.shared.run
            made[SHARED] = [*write_static(public), *write_front_pages(run, public, langs), *files]
    return made


def _editions(
    reading: Reading, public_file: Path, public: Path, wanted: Sequence[str], langs: Sequence[str]
) -> dict[str, list[Path]]:
    """The files of the languages wanted: the first in this process, the others beside it where that is worth it."""
    here, beside = wanted[:1], wanted[1:]
    if beside and not _is_worth_a_process(reading):
        here, beside = wanted, []
    with ExitStack() as others:
        answers = {
            lang: others.enter_context(child_running(write_edition, public_file, public, lang, langs))
            for lang in beside
        }
        made = {lang: _write(reading, public, lang, langs) for lang in here}
        return made | {lang: answer() for lang, answer in answers.items()}


def _is_worth_a_process(reading: Reading) -> bool:
    """Starting a process and reading the release once more costs as much as a few hundred pages."""
    return len(reading.of(load_directory).programs) >= PROGRAMS_WORTH_A_PROCESS and (os.cpu_count() or 1) > 1


def write_edition(public_file: Path, public: Path, lang: str, langs: Sequence[str]) -> list[Path]:
    """Pages and PDFs of one language, read and written by a process of their own."""
    disable_collection()
    with Warehouse(public_file) as data:
        return _write(Reading(data), public, lang, langs)


def _write(reading: Reading, public: Path, lang: str, langs: Sequence[str]) -> list[Path]:
    documents = _documents(reading, lang)
    pages = _pages(reading, lang)
    return [
        *write_site({lang: documents}, public, {lang: pages}, langs),
        *write_pdfs({lang: documents}, public),
    ]


def write_documents(warehouse: Path, langs: Sequence[str] = ("zh",)) -> dict[str, tuple[Document, ...]]:
    """The reports as neutral blocks, by language: those of the city, then one for each industry and school."""
    with Warehouse(warehouse) as data:
        reading = Reading(data)
        return {lang: _documents(reading, lang) for lang in langs}


def write_pages(warehouse: Path, langs: Sequence[str] = ("zh",)) -> dict[str, tuple[Page, ...]]:
    """The pages beside the reports as neutral blocks, by language."""
    with Warehouse(warehouse) as data:
        reading = Reading(data)
        return {lang: _pages(reading, lang) for lang in langs}


def _documents(reading: Reading, lang: str) -> tuple[Document, ...]:
    return tuple(_of_families(DOCUMENTS, reading, lang))


def _pages(reading: Reading, lang: str) -> tuple[Page, ...]:
    return tuple(_of_families(PAGES, reading, lang))


def _of_families(
    families: Iterable[Callable[[Reading, Language], Iterable[Made]]], reading: Reading, lang: str
) -> Iterator[Made]:
    for family in families:
        yield from family(reading, language(lang))
        collect_young()
