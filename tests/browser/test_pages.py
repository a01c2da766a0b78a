"""Every page of the sample's site in a real browser: quiet, self-contained, whole, readable by everyone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.walk import Walk

pytestmark = pytest.mark.browser

OF_EACH_KIND = 4
WIDTHS = (360, 768, 1440)
GRAVE = ("serious", "critical")


def some_of_each_kind(walked: Walk) -> list[str]:
    """The first, the last and two between of each kind of page; all where there are few."""
    chosen: list[str] = []
    for addresses in walked.kinds().values():
        ordered = sorted(addresses)
        step = max(1, (len(ordered) - 1) // (OF_EACH_KIND - 1))
        chosen += ordered[::step][:OF_EACH_KIND]
    return chosen


def test_the_site_is_more_than_its_landing_page(walked: Walk) -> None:
    assert len(walked.pages) >= 3
    assert any(address.endswith(".pdf") for address in walked.files)


def test_no_page_reports_an_error(walked: Walk) -> None:
    assert walked.said == []


def test_nothing_is_asked_of_another_host(walked: Walk) -> None:
    assert walked.elsewhere == set()


def test_every_link_leads_somewhere(walked: Walk) -> None:
    assert walked.broken() == []


def test_no_serious_obstacle_for_any_reader(walked: Walk, browser: Browser) -> None:
    page = browser.new_page()
    found = {}
    for address in some_of_each_kind(walked):
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        grave = [f"{one['id']}: {one['nodes'][0]['html']}" for one in violations if one["impact"] in GRAVE]
        if grave:
            found[address] = grave
    page.close()
    assert found == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(width: int, walked: Walk, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    wider = {}
    for address in some_of_each_kind(walked):
        page.goto(address)
        needed = page.evaluate("document.scrollingElement.scrollWidth")
        if needed > width:
            wider[address] = needed
    page.close()
    assert wider == {}
