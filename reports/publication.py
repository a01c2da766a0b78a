"""All reports of a release, in every language wanted: one context, one font cache, two renderers.

Published files are cached: what would be made from the same things again is copied instead. The files of one language
are cached with their checksums. Where they are lost, or one of them is damaged, they are written anew: it costs time
and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from reports.contents import DOCUMENTS, FILES, PAGES
from reports.data.directory import load_directory
from reports.data.query import Warehouse
from reports.data.release import Reading
from reports.document.catalogue import LANGUAGES
from reports.document.language import Language, language
from reports.garbage_collection import collect_young, collection_disabled, disable_collection
from reports.render.html import folder, write_site, write_static
from reports.render.pdf import write_pdfs
from reports.render.web_root import write_front_pages
from transforms.child_process import child_running
from transforms.releases.contents import contents, digest_of_code

Made = TypeVar("Made")
PROGRAMS_WORTH_A_PROCESS = 300
SHARED = "shared"  # files that are the same for every language: style, scripts, data files


def publish(
    public_file: Path, public: Path, langs: Sequence[str] = LANGUAGES, cache: Path | None = None
) -> list[Path]:
    """Write `public/site/`, `public/pdf/` and `public/data/`; returns the files written, the landing page first.

    Chinese is at the top of site and pdf, English below `en/`. The same public file gives the same bytes.
    cache: a folder of files from earlier calls, which are copied instead of made where public file, code and languages
    are unchanged. Errors: UnfitWarehouse (exact data, or no disclosure thresholds), MissingString, PdfError.
    """
    parts = [*langs, SHARED]
    key = key_of(public_file, langs) if cache else ""
    stores = {part: CachedFiles(cache / part, key) for part in parts} if cache else {}
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


def _made(
    public_file: Path, public: Path, parts: Sequence[str], langs: Sequence[str]
) -> dict[str, list[Path]]:
    """Write the files of these parts (languages, or SHARED); returns part → files."""
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
    """Write these languages: the first in this process, the others in child processes if the release is large."""
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
    """Write pages and PDFs of one language. To be called in a child process: it switches garbage collection off."""
    disable_collection()
    with Warehouse(public_file) as data:
        return _write(Reading(data), public, lang, langs)


def _write(reading: Reading, public: Path, lang: str, langs: Sequence[str]) -> list[Path]:
    documents = tuple(of_families(DOCUMENTS, reading, lang))
    pages = tuple(of_families(PAGES, reading, lang))
    return [
        *write_site({lang: documents}, public, {lang: pages}, langs),
        *write_pdfs({lang: documents}, public),
    ]


def of_families(
    families: Iterable[Callable[[Reading, Language], Iterable[Made]]], reading: Reading, lang: str
) -> Iterator[Made]:
    """What the families write in one language, not rendered, in their order."""
    for family in families:
        yield from family(reading, language(lang))
        collect_young()


LISTING = "listing.json"


def key_of(public_file: Path, langs: Sequence[str]) -> str:
    """Digest of all that the published files depend on: the tables of the public file, the code, and the languages."""
    made_from = (contents(public_file), digest_of_code(langs))
    return hashlib.sha256(repr(made_from).encode()).hexdigest()


@dataclass(frozen=True)
class CachedFiles:
    """The cached files of one part in a folder of their own; `key` is that of what they have to be made from."""

    folder: Path
    key: str

    def restored(self, public: Path) -> list[Path] | None:
        """Copy them below `public` and return the copies; None if a file is missing or damaged, or the key differs."""
        try:
            return [self._copied(name, sha256, public) for name, sha256 in self._listing().items()] or None
        except (OSError, ValueError):
            return None

    def store(self, written: Iterable[Path], public: Path) -> None:
        """Replace the cached files by these. Does nothing if the folder cannot be written."""
        aside = self.folder.with_name(f"{self.folder.name}.new")
        with suppress(OSError):
            shutil.rmtree(aside, ignore_errors=True)
            files = {path.relative_to(public).as_posix(): _linked(path, public, aside) for path in written}
            (aside / LISTING).write_text(json.dumps({"key": self.key, "files": files}), encoding="utf-8")
            shutil.rmtree(self.folder, ignore_errors=True)
            aside.replace(self.folder)

    def _listing(self) -> dict[str, str]:
        listing: Any = json.loads((self.folder / LISTING).read_text(encoding="utf-8"))
        if not isinstance(listing, dict) or listing.get("key") != self.key:
            return {}
        return dict(listing["files"])

    def _copied(self, name: str, sha256: str, public: Path) -> Path:
        content = (self.folder / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ValueError(f"{name} is damaged")
        path = public / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path


def _linked(path: Path, public: Path, aside: Path) -> str:
    """Link a file rather than copy it; returns its checksum."""
    own = aside / path.relative_to(public)
    own.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, own)
    except OSError:
        shutil.copyfile(path, own)
    return hashlib.sha256(path.read_bytes()).hexdigest()
