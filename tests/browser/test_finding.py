"""Finding things: the search page, and the tools of long tables."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("职业教育中心", "学校"),
        ("9950001009", "学校"),
        ("建筑 装饰", "专业"),
        ("制造业", "行业"),
        ("沙坪坝", "区县"),
    ],
)
def test_search_leads_to_the_page_of_what_was_named(words: str, kind: str, page: Page, origin: str) -> None:
    page.goto(f"{origin}/site/search.html")
    page.get_by_label("名称或代码").fill(words)
    found = page.locator("#results li").filter(has_text=f"{kind} ·").first
    title = found.locator("a").first.inner_text()
    found.locator("a").first.click()
    expect(page.locator("h1")).to_contain_text(title)


def test_a_search_that_finds_nothing_says_so(page: Page, origin: str) -> None:
    page.goto(f"{origin}/site/search.html")
    page.get_by_label("名称或代码").fill("没有这样的名称")
    expect(page.locator("#found")).to_contain_text("没有找到")
    expect(page.locator("#results li")).to_have_count(0)


def test_an_address_with_words_searches_for_them(page: Page, origin: str) -> None:
    page.goto(f"{origin}/site/search.html#制造业")
    expect(page.locator("#results li").first).to_contain_text("制造业")


def test_a_table_is_filtered_by_words(page: Page, origin: str) -> None:
    page.goto(f"{origin}/site/institution/index.html")
    every = page.locator("tbody tr").count()
    page.get_by_label("筛选本表").fill("职业教育中心")
    shown = page.locator("tbody tr:visible")
    assert 0 < shown.count() < every
    assert all("职业教育中心" in text for text in shown.all_inner_texts())


def test_a_table_is_sorted_by_number_both_ways(page: Page, origin: str) -> None:
    page.goto(f"{origin}/site/industry/index.html")
    button = page.get_by_role("button", name="供需比")
    for upwards in (True, False):
        button.click()
        cells = page.locator("tbody tr td:last-child").all_inner_texts()
        numbers = [float(cell) for cell in cells if re.match(r"\d", cell)]
        assert numbers == sorted(numbers, reverse=not upwards)
        assert len(numbers) > 5


def test_the_site_is_read_without_script(browser: Browser, origin: str) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{origin}/site/search.html")
    assert "JavaScript" in plain.locator("noscript").inner_text()
    plain.goto(f"{origin}/site/institution/index.html")
    assert plain.locator("tbody tr").count() > 8
