"""One engine of words, two languages, and numbers as each of them writes numbers."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
import yaml

from reports.data.published import Published
from reports.document.blocks import Span
from reports.document.catalogue import (
    COLUMNS,
    LANGUAGES,
    NAME,
    REPORTS,
    MissingString,
    Vocabulary,
    catalogues,
    load_catalogue,
)
from reports.document.language import language
from transforms.deliveries import load_contracts
from transforms.yaml_text import read_yaml

ZH, EN = language("zh"), language("en")


def catalogue(folder: Path, entries: dict) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / NAME
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    return path


def test_a_string_that_is_not_there_fails():
    with pytest.raises(MissingString, match=r"no entry 'site\.nothing'"):
        ZH.text("site.nothing")


def test_a_language_that_is_not_there_fails(tmp_path):
    with pytest.raises(MissingString, match=r"cover\.en"):
        load_catalogue(catalogue(tmp_path, {"cover": {"zh": "封面"}}))


def test_languages_that_need_different_fields_fail(tmp_path):
    with pytest.raises(MissingString, match="cover: fields differ"):
        load_catalogue(catalogue(tmp_path, {"cover": {"zh": "第{n}期", "en": "issue"}}))


def test_a_text_cut_short_by_a_comma_outside_quotes_fails(tmp_path):
    path = tmp_path / NAME
    path.write_text("gap: {zh: 供需与缺口, en: Supply, demand and the gap}", encoding="utf-8")
    with pytest.raises(MissingString, match="gap: no language 'demand and the gap'"):
        load_catalogue(path)


def test_every_gap_of_a_catalogue_is_named_at_once(tmp_path):
    entries = {"cover": {"zh": "封面"}, "page": {"en": "page"}}
    with pytest.raises(MissingString, match=r"cover\.en, page\.zh"):
        load_catalogue(catalogue(tmp_path, entries))


@pytest.mark.parametrize("path", sorted(set(catalogues(REPORTS).values())), ids=lambda path: path.parent.name)
def test_a_catalogue_has_no_gaps_and_its_first_keys_are_those_it_is_found_by(path):
    first_keys = {key.partition(".")[0] for key in load_catalogue(path)["zh"]}
    assert first_keys == {key for key, holder in catalogues(REPORTS).items() if holder == path}


def test_a_first_key_in_two_catalogues_fails_and_names_both(tmp_path):
    for name in ("a", "b"):
        catalogue(tmp_path / name, {"card": {"none": {"zh": "正常", "en": "none"}}})
    with pytest.raises(ValueError, match=r"'card' is in two catalogues: .*a/words\.yaml and .*b/words\.yaml"):
        catalogues(tmp_path)


def test_words_of_an_earlier_folder_go_first_and_a_catalogue_is_read_when_it_is_needed(tmp_path):
    ours, theirs, unread = tmp_path / "ours", tmp_path / "theirs", tmp_path / "theirs" / "unread"
    catalogue(ours, {"card": {"red": {"zh": "我们", "en": "ours"}}})
    catalogue(theirs, {"card": {"red": {"zh": "他们", "en": "theirs"}, "none": {"zh": "无", "en": "none"}}})
    catalogue(unread, {"gap": {"zh": "缺"}})
    words = Vocabulary("en", ours, theirs)
    assert (words["card.red"], words["card.none"]) == ("ours", "none")
    assert "card.yellow" not in words
    with pytest.raises(MissingString, match=r"gap\.en"):
        list(words)


def test_a_column_is_headed_by_its_name_in_chinese_and_by_its_header_in_english():
    columns = read_yaml(COLUMNS)
    assert ZH.text("column.target_share") == columns["target_share"]["zh"]
    assert EN.text("column.target_share") == columns["target_share"]["header"]
    unheaded = next(name for name, words in columns.items() if "header" not in words)
    assert not ZH.has(f"column.{unheaded}")


def test_a_field_that_is_not_filled_fails():
    with pytest.raises(MissingString, match="needs the field 'page'"):
        ZH.text("document.page", pages=3)


def test_every_key_that_the_code_or_a_template_spells_out_is_in_the_catalogue():
    files = [*REPORTS.rglob("*.py"), *REPORTS.glob("templates/*.j2")]
    calls = r"(?:text|spans|cell|heading|missing|column|Field|number|\bt)"
    called = re.compile(calls + r"\(\s*\"([a-z_.]+\.[a-z_.]*[a-z_])\"")
    keys = {key for path in files for key in called.findall(path.read_text(encoding="utf-8"))}
    assert len(keys) > 500
    assert sorted(key for key in keys if not ZH.has(key)) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_feed_has_a_word(code):
    assert sorted(feed for feed in load_contracts() if not language(code).has(f"feed.{feed}")) == []


def test_marks_are_read_in_the_entry_and_not_in_what_fills_it(tmp_path):
    catalogue(tmp_path, {"line": {"zh": "**{name}**在s~i~", "en": "**{name}** in s~i~"}})
    spans = language("zh", tmp_path).spans("line", name="**a** ~b~ {c} `d`")
    assert spans == (Span("**a** ~b~ {c} `d`", "strong"), Span("在s"), Span("i", "sub"))


@pytest.mark.parametrize(("n", "expected"), [(0, "0 programs"), (1, "1 program"), (2, "2 programs")])
def test_english_counts_one_and_many(tmp_path, n, expected):
    catalogue(tmp_path, {"count": {"zh": "{n}个", "en": "{n} {n:program|programs}"}})
    assert language("en", tmp_path).text("count", n=n) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (ZH.integer(1234567), "1,234,567"),
        (ZH.percent(0.5214), "52.1%"),
        (ZH.decimal(-0.74, 2, signed=True), "−0.74"),
        (ZH.decimal(-0.001, 2, signed=True), "0.00"),
        (ZH.interval(0.331, 0.562), "33%～56%"),
        (EN.interval(0.331, 0.562), "33–56%"),
        (ZH.years(2023, 2025), "2023—2025"),
        (EN.years(2023, 2025), "2023–2025"),
        (ZH.years(2025, 2025), "2025"),
        (ZH.date(datetime.date(2026, 4, 1)), "2026年4月1日"),
        (EN.date(datetime.date(2026, 4, 1)), "1 April 2026"),
        (ZH.spelled(3), "三"),
        (ZH.spelled(25), "25"),
        (ZH.percent_line(0.6), "60%"),
        (ZH.percent_line(0.625), "62.5%"),
    ],
)
def test_numbers_follow_the_language(shown, expected):
    assert shown == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0.5938, "59.4%"), (0.5996, "59.96%"), (0.6, "60.0%"), (0.60004, "60.004%")]
)
def test_a_rate_never_looks_equal_to_a_line_it_differs_from(value, expected):
    assert ZH.percent_beside(value, 0.6) == expected


@pytest.mark.parametrize(
    ("value", "lines", "expected"),
    [
        (0.5996, (0.5, 0.6), "59.96%"),
        (0.5, (0.5, 0.6), "50.0%"),
        (0.33339, (0.3334,), "33.339%"),
        (0.33341, (0.3334,), "33.341%"),
        (0.5999999, (0.6,), "59.99999%"),
    ],
)
def test_nor_as_if_it_lay_beyond_one_of_several_lines(value, lines, expected):
    assert ZH.percent_beside(value, *lines) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Published(0.95), "95.0%"),
        (Published(None, "low"), "[low]"),
        (Published(None, "c", at_least=58 / 60), "≥ 96.7% [c]"),
        (Published(None, "c", at_most=2 / 20), "≤ 10.0% [c]"),
        (Published(0.914, estimated=3), "≈91.4% [3]"),
        (Published(0.914, "b", estimated=1204), "≈91.4% [b] [1,204]"),
    ],
)
def test_a_bound_and_an_estimate_say_so(number, expected):
    assert EN.shown(number, EN.percent) == expected


def test_a_withheld_number_prints_its_mark_and_a_revised_one_both():
    assert ZH.shown(Published(None, "low")) == "[low]"
    assert ZH.shown(Published(0.5, "r"), ZH.percent) == "50.0% [r]"


def test_items_with_commas_of_their_own_are_parted_by_semicolons_in_english() -> None:
    items = ("Law (0301), Postgraduate", "Care (520802), Associate")
    assert language("en").listing(items, have_commas=True) == "; ".join(items)
    assert language("en").listing(items) == ", ".join(items)
    assert language("zh").listing(items, have_commas=True) == "、".join(items)
