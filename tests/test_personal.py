"""What personal data is, and what only looks like it."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.personal import (
    CHECK_LETTERS,
    CREDIT_BASE,
    CREDIT_WEIGHTS,
    ORGANISATION_BASE,
    ORGANISATION_WEIGHTS,
    WEIGHTS,
    is_credit_code,
    is_identity_number,
    kind_in,
    kinds_in,
    path_without_personal_data,
    personal_data,
    strings_in,
)

FULL_WIDTH = {ord("!") + at: ord("！") + at for at in range(94)}
IDENTITY = "11010519491231002X"  # the number of the standard's own example
FOUND = [
    (IDENTITY, "identity_number"),
    (IDENTITY.lower(), "identity_number"),
    (IDENTITY.translate(FULL_WIDTH), "identity_number"),
    (f"学生身份证号{IDENTITY}未就业", "identity_number"),
    (f"G{IDENTITY}", "identity_number"),  # 学籍号
    ("110105 19491231 002X", "identity_number"),
    ("110105194912310\u200b02X", "identity_number"),
    ("13800138000", "mobile_number"),
    ("19912345678", "mobile_number"),
    ("138 0013 8000", "mobile_number"),
    ("138-0013-8000", "mobile_number"),
    ("138‑0013‑8000", "mobile_number"),
    ("138　0013　8000", "mobile_number"),
    ("1380013 8000", "mobile_number"),
    ("+8613800138000", "mobile_number"),
    ("+86 138-0013-8000", "mobile_number"),
    ("(+86)13800138000", "mobile_number"),
    ("008613800138000", "mobile_number"),
    ("8613800138000", "mobile_number"),  # what a spreadsheet makes of +86
    ("１３８００１３８０００", "mobile_number"),
    ("电话13912345678号", "mobile_number"),
    ("电话.13912345678。", "mobile_number"),
    ("mobile13800138000", "mobile_number"),
    ("lisi@example.com", "email_address"),
    ("邮箱lisi@example.com，", "email_address"),
    ("ｌｉｓｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "email_address"),
    ("https://li.si@example.edu/", "email_address"),
]
NOT_FOUND = [
    "4150010611",
    "4150010611101",
    "3650000123",
    "023-68123456",
    "（023）6812 3456",
    "68123456",
    "400-138-0013",
    "400 1380 0138",
    "12380013800",  # 12 begins no mobile number
    "1380013800",
    "138001380001",
    "0.13800138000",
    "13800138000.5",
    "2024-2025",
    "20261129138001",
    "15000-180000元",
    "110105194912310021",  # check character wrong
    "99010519491231002X",  # no province
    "110105194913310026",  # no such month
    "91500000MA5U12345X",
    "12500000450404007X",
    "a13812345678b456789012345678cdef",  # a digest
    "3e5e8cd380617d5799d459f1091bc19200059195ba146c2cad3ca29fdb0d12cd",
    "@media",
    "x@1.2.3",
    "10@5.5元/个",
    "渝教高发〔2026〕1号",
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_personal_data_is_seen_however_it_is_written(text: str, kind: str) -> None:
    assert kind_in(text) == kind
    assert kinds_in(pa.array(["2025届", text, None])).to_pylist() == [None, kind, None]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_codes_offices_and_numbers_are_no_personal_data(text: str) -> None:
    assert kind_in(text) is None
    assert kinds_in(pa.array([text])) is None


@pytest.mark.parametrize(
    ("number", "is_mobile"),
    [("12912345678", False), ("13012345678", True), ("19912345678", True), ("20012345678", False)],
)
def test_a_mobile_number_begins_with_13_to_19(number: str, is_mobile: bool) -> None:
    assert (kind_in(number) == "mobile_number") is is_mobile


@pytest.mark.parametrize(
    ("birthday", "is_one"), [("18991231", False), ("19000101", True), ("20301231", True), ("20310101", False)]
)
def test_a_birthday_lies_between_1900_and_2030(birthday: str, is_one: bool) -> None:
    assert is_identity_number(with_check(f"500105{birthday}002")) is is_one


def with_check(first: str) -> str:
    """17 digits with the check character of an identity number (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return first + CHECK_LETTERS[total % 11]


def credit_code(first: str) -> str | None:
    """16 digits with both check digits of a unified social credit code; None where one would be a letter."""
    own = -sum(int(a) * b for a, b in zip(first[8:], ORGANISATION_WEIGHTS, strict=True)) % ORGANISATION_BASE
    if own == 10:
        return None
    code = f"{first}{own}"
    last = -sum(int(a) * b for a, b in zip(code, CREDIT_WEIGHTS, strict=True)) % CREDIT_BASE
    return None if last > 9 else f"{code}{last}"


@given(
    st.sampled_from(["11", "50", "83"]),
    st.integers(0, 9999),
    st.dates(date(1900, 1, 1), date(2030, 12, 31)),
    st.integers(0, 999),
    st.sampled_from(["", "证号", "G", "("]),
    st.sampled_from(["", "。", " ", "号"]),
)
def test_every_identity_number_is_found_in_a_text(province, region, born, order, before, after) -> None:
    number = with_check(f"{province}{region:04}{born:%Y%m%d}{order:03}")
    if not is_credit_code(number):
        assert [found.plain for found in personal_data(f"{before}{number}{after}")] == [number]


@given(
    st.sampled_from(["11", "12", "51", "91"]),
    st.sampled_from(["500119", "500120", "110120"]),
    st.integers(0, 99_999_999),
)
def test_no_unified_credit_code_is_an_identity_number(office: str, region: str, organisation: int) -> None:
    """Of 南川 and 璧山 (500119, 500120) the code of an organisation can stand where a birthday would."""
    code = credit_code(f"{office}{region}{organisation:08}")
    assert code is None or kind_in(code) is None


@given(st.from_regex(r"[2-9][0-9]{9}|[2-7][0-9]{12}", fullmatch=True))
def test_no_code_of_a_school_or_program_is_personal_data(code: str) -> None:
    assert kind_in(code) is None


def test_a_credit_code_that_looks_like_an_identity_number_is_none() -> None:
    """Both rules hold for it: region 12 5001, born on 2005-03-12, and every check digit is right."""
    codes = (credit_code(f"12500120{number:08}") for number in range(5_031_200, 5_123_100))
    both = [code for code in codes if code and with_check(code[:17]) == code]
    assert both
    assert not any(kind_in(code) for code in both)


def test_a_name_of_a_file_is_withheld_and_its_ending_and_folder_stay() -> None:
    assert path_without_personal_data(f"decision/王 {IDENTITY}.csv") == "decision/***.csv"
    assert path_without_personal_data("2026/13800138000/决定.xlsx") == "2026/***/决定.xlsx"
    assert path_without_personal_data("报送.13800138000") == "***"
    assert path_without_personal_data("employment/2025届.csv") == "employment/2025届.csv"


def test_every_text_of_a_source_file_is_looked_at() -> None:
    stated = {"a": ["b", {"c": 13800138000}], "d": None}
    assert list(strings_in(stated)) == ["a", "b", "c", "13800138000", "d"]
