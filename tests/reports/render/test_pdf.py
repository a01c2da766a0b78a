"""The PDFs, read back from their bytes by other code than wrote them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest

from reports.document.blocks import Chart, Document, Heading, Paragraph, Row, Span, Spans, Table, text_of
from reports.document.fonts import missing_glyphs, named, replaced
from reports.render.pdf import PdfError, compile_pdf, compiler_of
from tests.reports.every_block import PRINTED, every_block
from tests.reports.html_reader import squeezed
from tests.reports.pdf_reader import Pdf


@pytest.fixture(scope="module")
def compiled(documents: list[Document]) -> list[tuple[Document, Pdf, tuple[str, ...]]]:
    outcomes = [(document, compile_pdf(document)) for document in documents]
    return [(document, Pdf.read(outcome.content), outcome.replaced) for document, outcome in outcomes]


def whole(pdf: Pdf) -> str:
    return squeezed("".join(pdf.pages()))


def runs(spans: Spans) -> Iterator[str]:
    """The words between cards, before each of which stands its shape."""
    yield from "".join(f"\0{s.text}\0" if s.kind == "card" else text_of([s]) for s in spans).split("\0")


def cells_of(value: object) -> Iterator[str]:
    """The words of every cell, paragraph and heading of a document."""
    if isinstance(value, Row):
        for cell in (*value.cells, value.detail):
            yield from runs(cell)
    elif isinstance(value, Chart):
        yield value.caption
    elif isinstance(value, Heading):
        yield value.number + value.text
    elif isinstance(value, Paragraph):
        yield from runs(value.spans)
    elif is_dataclass(value):
        for field in fields(value):
            yield from cells_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from cells_of(item)


def test_every_kind_of_block_is_in_the_pdf():
    text = whole(Pdf.read(compile_pdf(every_block()).content))
    assert [words for words in PRINTED if squeezed(words) not in text] == []


def test_the_label_of_invented_data_is_on_every_page(compiled):
    for document, pdf, _ in compiled:
        pages = pdf.pages()
        assert len(pages) > (1 if document.slug else 3)
        assert all(squeezed(document.synthetic) in squeezed(page) for page in pages)


def test_real_data_carry_no_such_label():
    pages = Pdf.read(compile_pdf(every_block(synthetic="")).content).pages()
    assert not any("SYNTHETIC" in page or "合成" in page for page in pages)


def test_every_page_has_its_number(compiled):
    for document, pdf, _ in compiled:
        pages = pdf.pages()
        for place, page in enumerate(pages, start=1):
            shown = f"第{place}页共{len(pages)}页" if document.lang == "zh" else f"Page{place}of{len(pages)}"
            assert shown in squeezed(page)


def test_every_word_and_number_of_the_blocks_can_be_copied_from_the_pdf(compiled):
    for document, pdf, missing in compiled:
        text = whole(pdf).replace("\u00ad", "").replace("-", "")
        wanted = [
            str(replaced(squeezed(words), missing)).replace("-", "") for words in cells_of(document.blocks)
        ]
        pages = [squeezed(page) for page in pdf.pages()]
        lacking = [words for words in wanted if words not in text and not _crosses_pages(words, pages)]
        assert lacking == []


def _crosses_pages(words: str, pages: list[str]) -> bool:
    """A paragraph that runs over a page's end has a footer and a header in its midst."""
    return any(
        words[:cut].replace("-", "") in page.replace("-", "") and words[cut:] in after.replace("-", "")
        for page, after in itertools.pairwise(pages)
        for cut in range(1, len(words))
    )


def test_hostile_text_is_printed_and_not_evaluated(compiled):
    text = whole(compiled[0][1])
    assert squeezed('#eval("1+1") $x$ *粗* _斜_ @ref //注') in text
    assert squeezed('=cmd|"/c calc"!A0') in text


def test_characters_the_fonts_lack_are_replaced_and_named(compiled):
    document, pdf, missing = compiled[0]
    assert missing == ("😀", "𠮷")
    assert "〓野家〓职业学院" in whole(pdf)
    assert squeezed(named("𠮷")) in whole(pdf)
    assert missing_glyphs(document) == missing


def test_nothing_is_replaced_where_nothing_is_missing():
    assert compile_pdf(every_block()).replaced == ()


def test_the_pdf_is_tagged_archivable_and_has_bookmarks_and_embedded_fonts(compiled):
    for document, pdf, _ in compiled:
        assert pdf.has(b"<pdfuaid:part>1</pdfuaid:part>")
        assert pdf.has(b"<pdfaid:part>2</pdfaid:part>")
        assert pdf.has(b"<pdfaid:conformance>A</pdfaid:conformance>")
        assert pdf.has(b"/Marked true")
        assert pdf.has(b"/StructTreeRoot")
        assert pdf.has(b"/Outlines")
        assert pdf.has(b"/Lang(zh-CN)" if document.lang == "zh" else b"/Lang(en-GB)")
        assert all("+Noto" in name for name in pdf.fonts())  # a subset, embedded
        assert pdf.content.count(b"/FontFile3") == 2


def test_charts_carry_their_alternative_text(documents):
    for document in documents:
        found = json.loads(compiler_of(document, missing_glyphs(document)).query("image", "alt"))
        assert found == [block.alt for block in document.blocks if isinstance(block, Chart)]


def test_headings_are_headings(documents):
    for document in documents:
        levels = json.loads(
            compiler_of(document, missing_glyphs(document)).query("heading.where(outlined: true)", "level")
        )
        assert levels == [block.level for block in document.blocks if isinstance(block, Heading)]


def test_a_long_table_repeats_its_head():
    [table] = [block for block in every_block().blocks if isinstance(block, Table)]
    long = replace(table, rows=table.rows[:1] * 80)
    pages = Pdf.read(compile_pdf(replace(every_block(), blocks=(long,))).content).pages()
    with_rows = [page for page in pages if "detail of the first" in page]
    assert len(with_rows) > 2
    assert all("number column" in page for page in with_rows)
    assert sum(page.count("detail of the first") for page in pages) == 80


def test_what_cannot_be_set_is_an_error_that_names_the_document():
    broken = replace(every_block(), blocks=(Paragraph((Span("x", "card", "no such card"),)),))
    with pytest.raises(PdfError, match=r"^warning: "):
        compile_pdf(broken)
