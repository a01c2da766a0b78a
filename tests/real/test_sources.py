"""Public data sets as their publishers send them: read through source files alone, and their known figures come out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from transforms.deliveries import CATALOGUE_FEEDS, Catalogues, Landed, discover, land, load_contracts

HERE = Path(__file__).parent


class Read:
    """The landed files of one set. `of(feed)` says what a query may select from."""

    def __init__(self, out: Path, accounts: list[Landed]) -> None:
        self.out, self.accounts = out, {(item.file, item.feed): item for item in accounts}

    def ask(self, feed: str, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query on `landed`, the rows of a feed."""
        files = [str(item.parquet(self.out)) for item in self.accounts.values() if item.feed == feed]
        landed = duckdb.read_parquet(files, union_by_name=True)
        assert landed is not None
        return duckdb.sql(sql).fetchall()

    def account(self, file: str) -> tuple[int, int, int, int]:
        """Rows read, landed, refused and total rows of a file."""
        [item] = [item for (name, _), item in self.accounts.items() if name == file]
        assert item.status == "landed", item.message
        return item.rows_read, item.landed, item.refused, item.total_rows


@pytest.fixture(scope="module")
def read(
    shared_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Read]:
    """Land a folder of the shared data with the source files of ours, once per set."""
    known: dict[str, Read] = {}

    def land_set(ours: str, shared: str) -> Read:
        if ours not in known:
            out = tmp_path_factory.mktemp(ours)
            found = discover([HERE / ours, shared_data(shared)])
            ordered = sorted(found.deliveries, key=lambda item: not set(item.feeds) & set(CATALOGUE_FEEDS))
            known[ours] = Read(
                out, [item for one in ordered for item in land(one, load_contracts(), Catalogues(), out)]
            )
        return known[ours]

    return land_set


def test_every_file_has_a_source_file_and_is_read(read: Callable[[str, str], Read]) -> None:
    refused = [
        (item.file, item.message)
        for ours, shared in SETS.items()
        for item in read(ours, shared).accounts.values()
        if item.status != "landed" or item.rows_read != item.landed + item.refused + item.total_rows
    ]
    assert refused == []


SETS = {
    "us-ipeds-completions": "us-ipeds-completions",
    "us-labour": "us-labour",
    "nbs-employment": "nbs-employment",
    "codes": "codes",
    "singapore-institutions": "singapore-ges",
    "us-default-lists": "us-cohort-default-rates",
}


def test_graduates_of_the_united_states_are_counted_once(read: Callable[[str, str], Read]) -> None:
    ipeds = read("us-ipeds-completions", "us-ipeds-completions")
    totals = ipeds.ask(
        "employment", "select cohort_year, sum(graduates) from landed group by all order by all"
    )
    assert totals == [
        (2020, 5_203_844),
        (2021, 5_315_767),
        (2022, 5_310_086),
        (2023, 5_297_774),
        (2024, 5_459_862),
    ]


def test_every_total_row_is_recognised_and_equals_the_sum_of_its_group(
    read: Callable[[str, str], Read], shared_data: Callable[[str], Path]
) -> None:
    ipeds = read("us-ipeds-completions", "us-ipeds-completions")
    counts = [ipeds.account(f"c{year}_a.parquet") for year in range(2020, 2025)]
    assert sum(rows for rows, *_ in counts) == 1_391_812
    assert sum(totals for *_, totals in counts) == 96_082
    assert sum(refused for _, _, refused, _ in counts) == 0
    agreeing = 0
    for year in range(2020, 2025):
        original = shared_data("us-ipeds-completions") / f"c{year}_a.parquet"
        [(agree,)] = ipeds.ask(
            "employment",
            f"""
            with summed as (
                select institution_code, catalogue_version, sum(graduates) as graduates
                from landed where cohort_year = {year} group by all
            )
            select count(*) from '{original}' as original join summed
                on summed.institution_code = cast(original.UNITID as varchar)
                and summed.catalogue_version = format('cip2020-{{:02d}}', original.AWLEVEL)
                and summed.graduates = original.CTOTALT
            where original.CIPCODE = '99'
            """,
        )
        agreeing += agree
    assert agreeing == 96_082


def test_institutions_of_the_united_states_in_two_encodings(read: Callable[[str, str], Read]) -> None:
    ipeds = read("us-ipeds-completions", "us-ipeds-completions")
    encodings = {item.file: item.encoding for item in ipeds.accounts.values() if item.feed == "institution"}
    assert encodings == {"hd2020.csv": "windows-1252", "hd2024.csv": "utf-8-sig"}
    [(replaced,)] = ipeds.ask(
        "institution", "select count(*) from landed where contains(institution_name, chr(65533))"
    )
    assert replaced == 0


def test_fields_and_occupations_without_a_counterpart(read: Callable[[str, str], Read]) -> None:
    labour = read("us-labour", "us-labour")
    [(pairs, unmatched)] = labour.ask(
        "crosswalk", "select count(industry_code), count(*) filter (industry_code is null) from landed"
    )
    rows, landed, refused, _ = labour.account("cip_soc_crosswalk.xlsx")
    assert rows == 6_097
    assert (landed, refused) == (pairs + unmatched, rows - pairs - unmatched)
    assert unmatched > 0


def test_occupations_in_thousands_below_a_title(read: Callable[[str, str], Read]) -> None:
    labour = read("us-labour", "us-labour")
    openings = "select value from landed where industry_code = '11-1011' and measure = "
    assert labour.ask("industry_activity", openings + "'employment'") == [(309_400,)]
    assert labour.ask("industry_activity", openings + "'openings'") == [(22_200,)]
    assert labour.ask("industry_activity", "select count(*) from landed where industry_code = '00-0000'") == [
        (0,)
    ]


@pytest.mark.parametrize("measure", ["employment", "wage"])
def test_the_workbook_of_three_header_lines_holds_every_cell(
    read: Callable[[str, str], Read], measure: str
) -> None:
    nbs = read("nbs-employment", "nbs-employment")
    shape = "count(distinct region_code), count(distinct industry_code), count(distinct year), count(*)"
    in_2018 = "count(value) filter (year = 2018)"
    where = f"measure = '{measure}' and _file = '报表_原.xlsx'"
    assert nbs.ask("industry_activity", f"select {shape}, {in_2018} from landed where {where}") == [
        (31, 19, 10, 5_890, 0)
    ]


@pytest.mark.parametrize("measure", ["employment", "wage"])
def test_the_workbook_and_its_long_form_agree(read: Callable[[str, str], Read], measure: str) -> None:
    nbs = read("nbs-employment", "nbs-employment")
    key = "region_code, industry_code, year"
    [(pairs, differing)] = nbs.ask(
        "industry_activity",
        f"""
        with book as (select {key}, value from landed where _file = '报表_原.xlsx' and measure = '{measure}'),
        long as (select {key}, value from landed where _file like '{measure}_by%' and measure = '{measure}')
        select count(*), count(*) filter (abs(coalesce(book.value, -1) - coalesce(long.value, -1)) > 0.5)
        from book join long using ({key})
        """,
    )
    assert (pairs, differing) == (5_890, 0)


def test_changes_of_coverage_are_as_published(read: Callable[[str, str], Read]) -> None:
    nbs = read("nbs-employment", "nbs-employment")
    found = nbs.ask(
        "industry_activity",
        "select round(value / 10000, 1) from landed where region_code = '500000' and industry_code = 'E'"
        " and measure = 'employment' and year in (2010, 2011, 2013) and _file = '报表_原.xlsx' order by year",
    )
    assert found == [(48.0,), (82.8,), (103.6,)]


def test_classification_and_catalogues_have_their_sizes(read: Callable[[str, str], Read]) -> None:
    codes = read("codes", "codes")
    sizes = "select granularity, count(*) from landed group by all order by 2"
    assert codes.ask("industry", sizes) == [
        ("section", 20),
        ("division", 97),
        ("group", 473),
        ("class", 1_381),
    ]
    levels = codes.ask("major", "select level, count(*) from landed group by all order by 2")
    assert levels == [("vocational_bachelor", 210), ("associate", 794), ("bachelor", 844)]
    repeated = codes.ask("major", "select count(*) - count(distinct major_name) from landed")
    assert repeated == [(142,)]  # so that a join by name alone is wrong


def test_institutions_of_the_country_and_of_chongqing(read: Callable[[str, str], Read]) -> None:
    codes = read("codes", "codes")
    assert codes.account("schools_moe_20260617.csv")[:2] == (2_952, 2_952)
    assert codes.account("chongqing_only.csv")[:2] == (77, 77)


def test_a_dash_before_the_founding_is_missing_and_women_are_not_counted_twice(
    read: Callable[[str, str], Read],
) -> None:
    singapore = read("singapore-institutions", "singapore-ges")
    assert singapore.ask(
        "enrolment",
        "select institution_code, admitted from landed where enrolment_year = 1982 and _file like 'intake%'"
        " and institution_code in ('nus', 'smu') order by all",
    ) == [("nus", 3_937), ("smu", None)]
    rows, landed, refused, _ = singapore.account("intake-by-institutions.csv")
    assert landed == refused == rows / 2


def test_the_published_lists_of_schools_are_read_as_readings(read: Callable[[str, str], Read]) -> None:
    lists = read("us-default-lists", "us-cohort-default-rates")
    schools = "select _file, count(distinct institution_code), count(*) from landed group by all order by all"
    assert lists.ask("indicator", schools) == [("peps304.xlsx", 6, 18), ("peps305.xlsx", 5, 15)]
