"""The releases as an Atom feed (RFC 4287). Its dates are those the releases tell of, never the clock's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from xml.etree import ElementTree

from reports.document.language import Language

ATOM = "http://www.w3.org/2005/Atom"
NAME = "urn:majorwatch"
DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'


class Told(Protocol):
    """A release as the feed tells of it."""

    @property
    def id(self) -> str: ...
    @property
    def as_of(self) -> str: ...
    @property
    def policy(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def since(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def instead(self) -> str: ...
    @property
    def address(self) -> str: ...


def feed_of(releases: Sequence[Told], words: Language) -> str:
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


def _entry(feed: ElementTree.Element, one: Told, words: Language) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    status = words.text(f"web.{one.status}")
    _add(entry, "id", f"{NAME}:release:{one.id}")
    _add(entry, "title", f"{one.id} {status}")
    _add(entry, "updated", _updated(one))
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": one.address})
    ElementTree.SubElement(entry, "category", {"term": one.status})
    told = [words.text("web.as_of", date=one.as_of, policy=one.policy)]
    if one.status == "withdrawn":
        told.append(words.text("web.since", date=one.since[:10], instead=one.instead))
    if one.reason:
        told.append(words.text("web.reason", reason=one.reason))
    _add(entry, "summary", " ".join(told))


def _updated(one: Told) -> str:
    """When it was withdrawn, else the day it tells of."""
    return one.since or f"{one.as_of}T00:00:00+00:00"


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text
