"""The brief of an industry: who supplies it and where, what its demand is expected to be, and what is not known."""

from __future__ import annotations

from reports.document.blocks import Chart, Document, Heading, Paragraph, Table, text_of


def brief(editions: dict[str, tuple[Document, ...]], code: str, lang: str = "zh") -> Document:
    return next(item for item in editions[lang] if item.name == "industry" and item.slug == code)


def cells(document: Document, anchor: str) -> list[list[str]]:
    [table] = [block for block in document.blocks if isinstance(block, Table) and block.anchor == anchor]
    return [[text_of(cell) for cell in row.cells] for row in table.rows]


def test_majors_stand_with_what_they_supply_and_the_schools_that_offer_them(editions):
    # three schools offer 护理; the fourth cohort of 中医养生保健 has 4 graduates, published as 5
    first = cells(brief(editions, "Q"), "majors-table")[0]
    assert first[0] == "护理 520201 高职专科"
    assert first[-1] == "江北职业技术学院、两江工程大学等3所"


def test_what_falls_to_the_majors_sums_to_the_demand(editions):
    document = brief(editions, "I")
    demand = int(cells(document, "years")[-1][3].replace(",", ""))
    shown = [int(row[3].replace(",", "")) for row in cells(document, "majors-table")]
    assert abs(sum(shown) - demand) <= len(shown)


def test_the_forecast_is_drawn_with_its_intervals_and_told_in_the_table_behind(editions):
    [drawn] = [block for block in brief(editions, "I").blocks if isinstance(block, Chart)]
    rows = [[text_of(cell) for cell in row.cells] for row in drawn.data.rows]
    assert [row[0] for row in rows[-2:]] == ["2028", "2030"]
    assert all("～" in row[3] and "～" in row[4] for row in rows[-2:])


def test_an_industry_nobody_supplies_says_so(editions):
    said = [text_of(b.spans) for b in brief(editions, "R").blocks if isinstance(b, Paragraph)]
    assert "没有专业的毕业生对应到本行业。" in said
    assert any("毕业生过少，不作比较" in text for text in said)


def test_every_document_states_method_quality_limits_and_revision(editions):
    wanted = {
        "zh": ("方法", "数据", "局限。", "修订政策。"),
        "en": ("ethod", "ata", "Limits.", "Revision policy."),
    }
    for lang, documents in editions.items():
        for document in documents:
            shown = " ".join(
                text_of(b.spans) if isinstance(b, Paragraph) else b.text
                for b in document.blocks
                if isinstance(b, Paragraph | Heading)
            )
            assert [word for word in wanted[lang] if word not in shown] == [], document.address
