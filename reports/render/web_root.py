"""Writes the web root of an output folder, for a static web server: all releases, current, earlier or withdrawn.

`web/releases/<id>/` is the permanent address of a release: its public folder by links, and a page that says whether it
is current. Everything here follows from the releases and the record of runs, and can be made again at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from reports.data.query import Warehouse
from reports.data.release import Run
from reports.document.catalogue import LANGUAGES
from reports.document.language import Language, language
from reports.render.html import (
    FRONT_PAGES,
    HTML_LANG,
    Edition,
    folder,
    front_page_of,
    write_page,
    write_static,
)
from transforms.releases import Release, SetAside, current_release, list_releases, read_runs, set_aside

ATOM = "http://www.w3.org/2005/Atom"
NAME = "urn:majorwatch"
DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True)
class ReleaseStatus:
    """The status of a release today. Of a withdrawn one: since when, the reason, and which is current instead."""

    id: str
    as_of: str
    policy: str
    status: Literal["current", "earlier", "withdrawn"]
    langs: tuple[str, ...]
    since: str = ""
    reason: str = ""
    instead: str = ""

    @property
    def address(self) -> str:
        return f"releases/{self.id}/"

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The landing page of each language it was published in."""
        return tuple(
            Edition(HTML_LANG[lang], f"site/{folder(lang)}index.html", _name_of(lang), lang == "zh")
            for lang in self.langs
        )


def feed_of(releases: Sequence[ReleaseStatus], words: Language) -> str:
    """One entry for each release; that of a withdrawn one says so, and was updated when it was withdrawn."""
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    _add(feed, "id", f"{NAME}:releases")
    _add(feed, "title", words.text("site.name"))
    _add(feed, "updated", max(map(_updated, releases)))
    _add(ElementTree.SubElement(feed, "author"), "name", words.text("site.name"))
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": "feed.xml"})
    for one in releases:
        _entry(feed, one, words)
    ElementTree.indent(feed)
    return DECLARED + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _entry(feed: ElementTree.Element, one: ReleaseStatus, words: Language) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    status = words.text(f"web.{one.status}")
    _add(entry, "id", f"{NAME}:release:{one.id}")
    _add(entry, "title", f"{one.id} {status}")
    _add(entry, "updated", _updated(one))
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": one.address})
    ElementTree.SubElement(entry, "category", {"term": one.status})
    summary = [words.text("web.as_of", date=one.as_of, policy=one.policy)]
    if one.status == "withdrawn":
        summary.append(words.text("web.since", date=one.since[:10], instead=one.instead))
    if one.reason:
        summary.append(words.text("web.reason", reason=one.reason))
    _add(entry, "summary", " ".join(summary))


def _updated(one: ReleaseStatus) -> str:
    """When it was withdrawn, else the day whose state it reports."""
    return one.since or f"{one.as_of}T00:00:00+00:00"


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text


def write_front_pages(run: Run, public: Path, langs: Sequence[str]) -> list[Path]:
    """Write the page of every language given below `public/`; returns the files."""
    return [write_page(public / FRONT_PAGES[lang], _page_of_one(run, lang, langs)) for lang in langs]


def _page_of_one(run: Run, lang: str, langs: Sequence[str]) -> str:
    words = language(lang)
    return front_page_of(
        "front_page.html.j2",
        lang,
        title=words.text("web.of_one", release=run.release_id),
        city=run.city_name_zh if lang == "zh" else run.city_name_en,
        synthetic=words.text("synthetic.label") if run.is_synthetic else "",
        home=f"site/{folder(lang)}index.html",
        as_of=words.date(run.as_of),
        others=tuple(
            Edition(HTML_LANG[other], FRONT_PAGES[other], words.text("site.other_language"), False)
            for other in langs
            if other != lang
        ),
    )


WEB, MADE = "web", ".web"


@dataclass(frozen=True)
class Place:
    """Whose releases these are; `is_synthetic` where the current one is made from invented data."""

    city: Mapping[str, str]
    is_synthetic: bool


def write_web(out: Path) -> Path | None:
    """Make the web root anew beside the one being served, and move to it in one step; None before the first release."""
    current, releases = current_release(out), list_releases(out)
    if current is None:
        return None
    statuses = statuses_of(releases, current.id, set_aside(read_runs(out)))
    files = web_files(statuses, _place_of(current))
    made = out / MADE / hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:16]
    if not (out / WEB).exists() or (out / WEB).resolve() != made.resolve():
        _write(made, files, releases)
        _move(out, made)
    return out / WEB


def statuses_of(
    releases: Iterable[Release], current: str, aside: Mapping[str, SetAside]
) -> tuple[ReleaseStatus, ...]:
    """The status of every release: the current one first, then the newest by the day whose state it reports."""
    statuses = [_status(release, current, aside.get(release.id)) for release in releases if release.manifest]
    statuses.reverse()  # the releases come in the order they were published
    statuses.sort(key=lambda one: (one.status == "current", one.as_of), reverse=True)
    return tuple(statuses)


def _status(release: Release, current: str, aside: SetAside | None) -> ReleaseStatus:
    as_of, policy = (str(release.manifest.get(name, "")) for name in ("as_of", "policy_id"))
    langs = tuple(
        lang for lang in LANGUAGES if (release.public / "site" / folder(lang) / "index.html").is_file()
    )
    if release.id == current:
        return ReleaseStatus(release.id, as_of, policy, "current", langs)
    if aside is None:
        return ReleaseStatus(release.id, as_of, policy, "earlier", langs)
    withdrawal = (aside.since, aside.reason or "", aside.instead)
    return ReleaseStatus(release.id, as_of, policy, "withdrawn", langs, *withdrawal)


def web_files(statuses: Sequence[ReleaseStatus], place: Place) -> dict[str, str]:
    """The texts of the web root by name: an index and a page for each release in both languages, feed, latest.json."""
    files = {"feed.xml": feed_of(statuses, language("zh")), "latest.json": _latest(statuses)}
    for lang, name in FRONT_PAGES.items():
        files[name] = _page(lang, place, statuses, "")
        for one in statuses:
            files[one.address + name] = _page(lang, place, [one], "../../")
    return files


def _latest(statuses: Sequence[ReleaseStatus]) -> str:
    """For programs: what is current and where, and every release with its status."""
    entries = [
        {name: value for name, value in asdict(one).items() if value} | {"address": one.address}
        for one in statuses
    ]
    current = next(item for item in entries if item["status"] == "current")
    return json.dumps(current | {"releases": entries}, ensure_ascii=False, indent=1) + "\n"


def _page(lang: str, place: Place, statuses: Sequence[ReleaseStatus], root: str) -> str:
    words = language(lang)
    [other] = [code for code in LANGUAGES if code != lang]
    return front_page_of(
        "web.html.j2",
        lang,
        root=root,
        name=FRONT_PAGES[lang],
        other=Edition(HTML_LANG[other], FRONT_PAGES[other], _name_of(other), False),
        title=words.text("web.of_one", release=statuses[0].id) if root else words.text("web.title"),
        city=place.city[lang],
        synthetic=words.text("synthetic.label") if place.is_synthetic else "",
        statuses=statuses,
    )


def _name_of(lang: str) -> str:
    """A language as the other one calls it on its pages."""
    [other] = [code for code in LANGUAGES if code != lang]
    return language(other).text("site.other_language")


def _place_of(release: Release) -> Place:
    if not release.public_file.is_file():
        return Place(dict.fromkeys(LANGUAGES, ""), False)
    with Warehouse(release.public_file) as data:
        run = data.row("data/run", Run)
    return Place({"zh": run.city_name_zh, "en": run.city_name_en}, run.is_synthetic)


def _write(made: Path, files: Mapping[str, str], releases: Iterable[Release]) -> None:
    """Texts, style, and the links into the releases, relative so that the out folder can be moved."""
    shutil.rmtree(made, ignore_errors=True)
    for name, text in files.items():
        write_page(made / name, text)
    (write_static(made)[0].parent).rename(made / "static")
    (made / "site").rmdir()
    for release in releases:
        for child in sorted(release.public.iterdir()):
            if child.name not in FRONT_PAGES.values():
                link = made / "releases" / release.id / child.name
                link.symlink_to(Path("../../../../releases") / release.id / "public" / child.name)


def _move(out: Path, made: Path) -> None:
    aside = out / f".{WEB}.{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(made.relative_to(out))
    aside.replace(out / WEB)
    for old in (out / MADE).iterdir():
        if old != made:
            shutil.rmtree(old, ignore_errors=True)
