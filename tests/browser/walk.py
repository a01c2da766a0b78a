"""Follow every link from the landing page, in a browser, and note what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urlsplit

from playwright.sync_api import Browser, Page

LINKS = "[...document.querySelectorAll('a[href], area[href]')].map(link => link.href)"
TARGETS = "[...document.querySelectorAll('[id]')].map(element => element.id)"


@dataclass
class Walk:
    """What a walk met. pages: address → its ids. links: page → addresses with their fragments."""

    origin: str
    pages: dict[str, set[str]] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)

    def kinds(self) -> dict[str, list[str]]:
        """Pages by the folder they stand in, those at the top each a kind of its own."""
        kinds: dict[str, list[str]] = {}
        for address in self.pages:
            head, _, name = urlsplit(address).path.rpartition("/")
            kinds.setdefault(head if head.count("/") > 1 else f"{head}/{name}", []).append(address)
        return kinds

    def broken(self) -> list[str]:
        """Links to a page, a file or a place within a page that is not there."""
        return sorted(
            f"{page} → {link}"
            for page, links in self.links.items()
            for link in links
            if link.startswith(self.origin) and not self._stands(*urldefrag(link))
        )

    def _stands(self, address: str, place: str) -> bool:
        if address in self.pages:
            return not place or unquote(place) in self.pages[address]
        return self.files.get(address) == 200


def walk(browser: Browser, origin: str, start: str) -> Walk:
    """Open every page reachable from `start` within the origin, and ask for every file linked."""
    met = Walk(origin)
    context = browser.new_context()
    context.on("request", lambda request: _note_elsewhere(met, request.url))
    page = context.new_page()
    page.on("console", lambda message: _note(met, page, message.type, message.text))
    page.on("pageerror", lambda error: met.said.append(f"{page.url}: {error}"))
    waiting = [f"{origin}{start}"]
    while waiting:
        address = waiting.pop()
        if address in met.pages or address in met.files:
            continue
        if not address.endswith((".html", "/")):
            met.files[address] = context.request.head(address).status
            continue
        waiting += _open(page, met, address)
    context.close()
    return met


def _open(page: Page, met: Walk, address: str) -> Iterable[str]:
    response = page.goto(address, wait_until="load")
    if response is None or response.status != 200:
        met.files[address] = response.status if response else 0
        return []
    met.pages[address] = set(page.evaluate(TARGETS))
    met.links[address] = set(page.evaluate(LINKS))
    return {urldefrag(link)[0] for link in met.links[address] if link.startswith(met.origin)}


def _note(met: Walk, page: Page, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        met.said.append(f"{page.url}: {kind}: {text}")


def _note_elsewhere(met: Walk, address: str) -> None:
    if not address.startswith((met.origin, "data:", "about:")):
        met.elsewhere.add(address)
