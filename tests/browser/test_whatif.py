"""The what-if page and `majorwatch whatif --public` say the same, card by card, program by program, seat by seat."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import majorwatch

pytestmark = pytest.mark.browser

CARDS = ("exit", "red", "orange", "yellow")
SETTINGS = 20


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page()


def settings_of(page: Page) -> list[dict[str, int]]:
    """Today, each slider at both of its ends alone, and sliders moved together at random: twenty in all."""
    sliders = {
        slider.get_attribute("name"): json.loads(slider.get_attribute("data-values"))
        for slider in page.locator("#panel .settings input").all()
    }
    rng = Random(162)
    alone = [{name: values[-1]} for name, values in sliders.items() if not name.endswith(".m")]
    alone += [{name: values[0]} for name, values in sliders.items() if name.endswith(".line")]
    chosen = [{}, *alone]
    while len(chosen) < SETTINGS:
        moved = rng.sample(sorted(sliders), rng.randint(1, len(sliders)))
        chosen.append({name: rng.choice(sliders[name]) for name in moved})
    return chosen


def set_to(page: Page, setting: dict[str, int]) -> None:
    """Move the sliders as a hand would, the others back to today."""
    page.get_by_role("button", name="恢复现行标准").click()
    for name, value in setting.items():
        slider = page.locator(f"#panel .settings input[name='{name}']")
        slider.fill(str(json.loads(slider.get_attribute("data-values")).index(value)))


def number(text: str) -> int:
    """The number of a cell, without what it differs by."""
    return int(re.match(r"[\d,]+", text).group().replace(",", ""))


def said_by(page: Page) -> dict[str, Any]:
    cards = {
        row.get_attribute("data-card"): tuple(number(text) for text in row.locator(".then").all_inner_texts())
        for row in page.locator("#cards tbody tr").all()
    }
    groups = {
        (scope, row.get_attribute("data-key"), card): number(text)
        for scope in ("level", "district")
        for row in page.locator(f"#{scope} tbody tr").all()
        for card, text in zip(CARDS, row.locator("td").all_inner_texts()[: len(CARDS)], strict=True)
    }
    changed = page.locator("#changes").get_attribute("data-programs").split()
    return {"cards": cards, "groups": {k: n for k, n in groups.items() if n}, "changed": sorted(changed)}


def answered(out: Path, setting: dict[str, int]) -> dict[str, Any]:
    """What the command line says."""
    chosen = [word for name, value in setting.items() for word in ("--set", f"{name}={value}")]
    done = majorwatch("whatif", "--public", "--json", "--out", out, *chosen)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return {
        "cards": {row["card"]: (row["other_programs"], row["other_seats"] or 0) for row in told["cards"]},
        "groups": {
            (row["scope"], row["name"], row["card"]): row["other_programs"]
            for row in told["groups"]
            if row["card"] in CARDS and row["other_programs"]
        },
        "changed": sorted(row["program_id"] for row in told["changes"]),
    }


def test_the_page_equals_the_command_line_at_twenty_settings(
    page: Page, origin: str, published: Path
) -> None:
    page.goto(f"{origin}/site/whatif.html")
    differing = {}
    for setting in settings_of(page):
        set_to(page, setting)
        seen, told = said_by(page), answered(published, setting)
        # a card that nobody has is a row of the page alone
        seen["cards"] = {card: n for card, n in seen["cards"].items() if n[0] or card in told["cards"]}
        if seen != told:
            differing[json.dumps(setting)] = (seen, told)
    assert differing == {}


def test_a_line_that_is_raised_is_said_aloud_and_kept_in_the_address(page: Page, origin: str) -> None:
    page.goto(f"{origin}/site/whatif.html")
    summary = page.locator("#summary")
    expect(summary).to_have_attribute("aria-live", "polite")
    expect(summary).to_have_text("与现行标准的结论相同。")
    slider = page.locator("#low-employment-line")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    expect(summary).to_contain_text("个专业点的结论改变")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^\d+(\.\d+)?%$"))
    rows = page.locator("#changes tbody tr")
    assert rows.count() > 0
    kept, said = page.url, summary.inner_text()
    page.goto("about:blank")
    page.goto(kept)
    expect(summary).to_have_text(said)
    rows.first.locator("a").click()
    expect(page.locator("h1")).to_be_visible()
    assert "/program/" in page.url


def test_it_works_from_a_folder_and_reads_without_script(browser: Browser, published: Path) -> None:
    address = (published / "current" / "public" / "site" / "en" / "whatif.html").resolve().as_uri()
    page = browser.new_page()
    page.goto(f"{address}#low_employment.line=9000")
    expect(page.locator("#summary")).to_contain_text("programs change their card")
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    expect(plain.locator("#panel")).to_be_hidden()
    tables = plain.locator("figure.table:visible")
    assert tables.count() >= 4
    expect(tables.first).to_contain_text("60% today")
