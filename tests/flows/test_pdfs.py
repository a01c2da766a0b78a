"""Every PDF of the published night read by qpdf: sound, tagged for screen readers, fit for the archive, fonts inside.

qpdf wrote none of them. It checks what the format asks of the file, and finds here what PDF/UA-1 and PDF/A-2a ask to be
declared; no certificate is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
PAGES_OF_A_CHECKUP = range(2, 5)
FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}


@pytest.fixture(scope="module")
def papers(published: Path) -> list[Path]:
    return sorted((published / "current" / "public" / "pdf").rglob("*.pdf"))


def test_there_are_the_reports_the_checkups_and_the_briefs_in_both_languages(papers: list[Path]) -> None:
    english = [path for path in papers if "en" in path.parts[-3:-1]]
    assert len(papers) == 2 * len(english) > 100


def test_a_checkup_has_two_to_four_pages(papers: list[Path]) -> None:
    checkups = [path for path in papers if path.parent.name == "institution"]
    pages = {str(path): len(pikepdf.open(path).pages) for path in checkups}
    assert len(checkups) > 50
    assert {path: n for path, n in pages.items() if n not in PAGES_OF_A_CHECKUP} == {}


def test_every_pdf_is_sound_tagged_and_archivable(papers: list[Path]) -> None:
    wrong = {path.name: found for path in papers if (found := list(faults(path)))}
    assert wrong == {}


def test_a_damaged_pdf_is_found(papers: list[Path], tmp_path: Path) -> None:
    content = papers[0].read_bytes()
    at = content.rindex(b"/StructTreeRoot")
    (tmp_path / "untagged.pdf").write_bytes(content.replace(b"/StructTreeRoot", b"/StructTreeRoof"))
    (tmp_path / "moved.pdf").write_bytes(content[:at] + b"        " + content[at:])
    assert "no structure" in list(faults(tmp_path / "untagged.pdf"))
    assert list(faults(tmp_path / "moved.pdf")) != []


def faults(path: Path) -> Iterator[str]:
    """What is wrong with a PDF, in words."""
    with pikepdf.open(path) as pdf:
        yield from pdf.check_pdf_syntax()
        root, stated = pdf.Root, pdf.open_metadata()
        if not root.MarkInfo.Marked or "/StructTreeRoot" not in root:
            yield "no structure"
        if "/Outlines" not in root:
            yield "no bookmarks"
        if root.get("/Lang") not in LANGUAGES.values() or not root.ViewerPreferences.DisplayDocTitle:
            yield "no language or title"
        declared = (stated.get("pdfuaid:part"), stated.get("pdfaid:part"), stated.get("pdfaid:conformance"))
        if declared != ("1", "2", "A"):
            yield f"declared as {declared}"
        for number, page in enumerate(pdf.pages, start=1):
            if page.get("/Tabs") != "/S":
                yield f"page {number}: fields are not in reading order"
            for font in (page.resources.get("/Font") or {}).values():
                drawn = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                if not FONT_FILES & set(drawn.FontDescriptor.keys()) or "/ToUnicode" not in font:
                    yield f"page {number}: {font.BaseFont} is not embedded, or cannot be copied"
