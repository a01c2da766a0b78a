"""The pages: every block, nothing a name could smuggle in, nothing from elsewhere, readable without script."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from reports.document.document import Page as Directory
from reports.publication import publish
from reports.render.html import write_site
from tests.reports.city import HOSTILE
from tests.reports.every_block import PRINTED, every_block
from tests.reports.html_reader import Page, squeezed

OF_THE_SITE = {"tables.js", "search.js", "search-data.js", "whatif.js", "whatif-data.js"}


@pytest.fixture(scope="module")
def site(public: Path) -> Path:
    return public / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {str(path.relative_to(site)): Page(path) for path in sorted(site.rglob("*.html"))}


def test_every_kind_of_block_is_on_the_page(tmp_path: Path):
    write_site({"zh": [every_block()]}, tmp_path)
    page = Page(tmp_path / "site" / "warning.html")
    assert [words for words in PRINTED if squeezed(words) not in squeezed(page.words)] == []
    assert "row words" in page.words  # text of the drawing
    assert ("a", {"href": "https://example.org/a?b=c&d", "rel": "noreferrer"}) in page.tags
    alts = [attrs["aria-label"] for _, attrs in page.tags if attrs.get("role") == "img"]
    assert alts == ["what the chart shows"] * 2


def test_a_documents_own_words_never_become_markup(tmp_path: Path):
    title, number = "<script>alert(1)</script>", '" onmouseover="x'
    write_site({"zh": [every_block(title=title, number=number)]}, tmp_path)
    page = Page(tmp_path / "site" / "warning.html")
    assert title in page.words
    assert number in page.words
    assert not [attrs for tag, attrs in page.tags if (tag, "src" in attrs) == ("script", False)]
    assert not [attrs for _, attrs in page.tags if "onmouseover" in attrs]


def test_a_page_alone_stands_beside_the_reports_with_scripts_of_its_own(tmp_path: Path):
    alone = Directory(
        "alone", "trial", "A trial", "What it tries", every_block().blocks, scripts=("trial.js",)
    )
    write_site({"zh": [every_block()]}, tmp_path, {"zh": [alone]})
    page, index = (Page(tmp_path / "site" / name) for name in ("trial.html", "index.html"))
    assert {Path(attrs["src"]).name for tag, attrs in page.tags if "src" in attrs} == {
        "tables.js",
        "trial.js",
    }
    assert "row words" in page.words
    assert "trial.html" in index.addresses()
    assert '"trial.html"' in (tmp_path / "site" / "search-data.js").read_text(encoding="utf-8")


def test_hostile_names_are_shown_and_do_nothing(pages):
    page = pages["warning.html"]
    for school, major in HOSTILE.values():
        assert squeezed(school) in squeezed(page.words)
        assert squeezed(major.replace("\u202e", "").replace("\u0007", "")) in squeezed(page.words)
    assert "\u202e" not in page.words


def test_no_page_carries_script_or_style_of_its_own(pages):
    for page in pages.values():
        assert not [tag for tag, _ in page.tags if tag in ("style", "iframe", "object", "form", "base")]
        own = [attrs.get("type") for tag, attrs in page.tags if tag == "script" and "src" not in attrs]
        assert set(own) <= {"application/ld+json"}, "a block of data is not run"
        assert not [
            attrs for _, attrs in page.tags if "style" in attrs or any(n.startswith("on") for n in attrs)
        ]
        [policy] = [a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy


def test_links_are_relative_and_lead_somewhere(site, pages):
    for name, page in pages.items():
        own = {address for address in page.addresses() if not address.startswith(("http://", "https://"))}
        assert own
        for address in own:
            path, _, anchor = address.partition("#")
            target = (site / name).parent / path if path else site / name
            assert target.exists(), f"{name} links to {address}"
            if anchor:
                ids = page.ids() if not path else Page(target).ids()
                assert anchor in ids, f"{name} links to {address}"


def test_what_is_loaded_comes_from_the_site_itself(pages):
    for page in pages.values():
        loaded = [a["href"] for tag, a in page.tags if tag == "link" and a["rel"] in ("stylesheet", "icon")]
        assert len(loaded) == 2
        assert all("static/" in address and "//" not in address for address in loaded)
        scripts = [attrs["src"] for tag, attrs in page.tags if "src" in attrs]
        assert all("//" not in address for address in scripts)
        assert {Path(address).name for address in scripts} <= OF_THE_SITE


def test_ids_are_unique_and_headings_leave_no_level_out(pages):
    for name, page in pages.items():
        assert len(page.ids()) == len(set(page.ids())), name
        levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_page_is_labelled_as_invented_and_says_its_language(pages):
    for name, page in pages.items():
        [html] = [attrs for tag, attrs in page.tags if tag == "html"]
        assert html["lang"] == ("en" if name.startswith("en/") else "zh-CN")
        label = "SYNTHETIC SAMPLE" if html["lang"] == "en" else "合成样例数据"
        assert page.words.count(label) >= 2
        assert [tag for tag, attrs in page.tags if attrs.get("class") == "banner"] == ["aside"]


def test_real_data_carry_no_such_label(bare_warehouse, tmp_path):
    publish(bare_warehouse, tmp_path, ("zh",))
    for path in (tmp_path / "site").rglob("*.html"):
        assert "合成样例数据" not in path.read_text(encoding="utf-8")


def test_the_landing_page_lists_every_report_with_its_figures(pages, editions):
    index = pages["index.html"]
    asked = {address for address in index.addresses() if "#" in address and not address.startswith("#")}
    assert {"warning.html#lists-heading", "matching.html#industries-heading"} <= asked
    for document in editions["zh"]:
        if document.slug:
            continue
        assert document.title in index.words
        assert all(item.value in index.words for item in document.headline.items)
        assert f"../pdf/{document.name}.pdf" in index.addresses()
