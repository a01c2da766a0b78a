"""What the city is made of, and that the same seed makes it again."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.sample.conftest import SMALL, files_of
from tests.sample.plain_reading import CONTRACTS, aliases_of, columns_of, read
from tests.sample.test_truth import truth
from transforms.deliveries.landing.discover import discover
from transforms.sample import make_city
from transforms.sample.city import TRUTH_FILE
from transforms.sample.forms.writing import FORMS_FILE
from transforms.yaml_text import read_yaml

SHIPPED = Path(__file__).parents[2] / "data" / "raw"
MEGABYTE = 1_000_000


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    make_city(tmp_path / "one", **SMALL)
    make_city(tmp_path / "two", **SMALL)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_the_same_seed_writes_the_same_ugly_bytes_and_graduates(tmp_path):
    make_city(tmp_path / "one", **SMALL, ugly=True, graduates=5000)
    make_city(tmp_path / "two", **SMALL, ugly=True, graduates=5000)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_another_seed_writes_another_city(tmp_path):
    make_city(tmp_path / "one", **SMALL)
    make_city(tmp_path / "two", **SMALL, seed=163)
    assert files_of(tmp_path / "one") != files_of(tmp_path / "two")


def content(files: dict[str, bytes], folder: Path) -> dict[str, object]:
    """Bytes, or what a workbook packs: two builds of zlib may pack the same sheets differently."""
    unpacked: dict[str, object] = {}
    for name, data in files.items():
        if not name.endswith(".xlsx"):
            unpacked[name] = data
            continue
        with zipfile.ZipFile(folder / name) as archive:
            unpacked[name] = {member: archive.read(member) for member in archive.namelist()}
    return unpacked


def test_the_shipped_city_is_what_the_maker_makes(city):
    assert content(files_of(SHIPPED), SHIPPED) == content(files_of(city), city)


def test_forty_institutions_of_all_kinds_teach_1200_programs_in_ten_cohorts(city):
    years = {int(row["cohort_year"]) for row in read(city, "employment")}
    assert (len(truth(city)), years) == (1200, set(range(2016, 2026)))
    kinds = [row["institution_type"] for row in read(city, "institution")]
    assert [
        kinds.count(kind) for kind in ("中等职业学校", "高等职业学校", "职业本科学校", "普通本科学校")
    ] == [14, 13, 3, 10]
    assert {int(row["enrolment_year"]) for row in read(city, "enrolment")} == set(range(2016, 2027))


def test_the_city_is_a_few_megabytes(city):
    assert sum(len(data) for data in files_of(city).values()) < 4 * MEGABYTE


def test_the_secondary_schools_deliver_gb18030_and_nobody_else_does(city):
    in_gb18030 = []
    for path in city.rglob("*.csv"):
        data = path.read_bytes()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            data.decode("gb18030")
            in_gb18030.append(path.name)
    assert in_gb18030 == ["中等职业学校毕业生就业情况（2016—2025届）.csv"]


def test_every_delivery_has_a_source_that_calls_it_synthetic(city):
    found = discover([city])
    assert not found.unrecognised
    files = [name for name in files_of(city) if not name.endswith((".source.yaml", TRUTH_FILE))]
    assert len(found.deliveries) == len(files)
    for delivery in found.deliveries:
        assert delivery.source.synthetic
        assert isinstance(delivery.source.delivered_on, date)
        assert delivery.feeds == (delivery.path.parent.name,)


def test_every_printed_header_is_known_to_its_contract():
    feeds = sorted((path.stem for path in CONTRACTS.glob("*.yaml")), key=len, reverse=True)
    for name, headers in read_yaml(FORMS_FILE).items():
        feed = next(feed for feed in feeds if name.startswith(feed))
        for column, header in headers.items():
            assert header in aliases_of(columns_of(feed)[column]), f"{name}: {header}"


def test_vocational_rows_name_their_catalogue_only_where_two_run_beside_each_other(city):
    for row in read(city, "enrolment"):
        assert ("catalogue_version" in row) == (int(row["enrolment_year"]) >= 2021)


@pytest.mark.parametrize(("level", "first_new_cohort"), [("高职专科", 2024), ("中职", 2024)])
def test_old_codes_graduate_until_the_last_old_intake_has_left(city, level, first_new_cohort):
    old = {
        r["major_code"]
        for r in read(city, "major")
        if r["catalogue_version"] in ("vocational-2015", "secondary-2010")
    }
    new = {r["major_code"] for r in read(city, "major") if r["catalogue_version"] == "vocational-2021"}
    rows = [row for row in read(city, "employment") if row["level"] == level]
    assert {r["major_code"] for r in rows if int(r["cohort_year"]) < first_new_cohort} <= old
    assert {r["major_code"] for r in rows if int(r["cohort_year"]) >= first_new_cohort} <= new


def test_a_city_too_small_for_its_stories_or_too_large_for_its_codes_is_refused(tmp_path):
    with pytest.raises(ValueError, match="at least 400 programs"):
        make_city(tmp_path, programs=100)
    with pytest.raises(ValueError, match="at most 100000 programs"):
        make_city(tmp_path, programs=200_000)
    with pytest.raises(ValueError, match="at least 6 cohorts"):
        make_city(tmp_path, years=3)


def test_a_larger_city_has_more_schools(tmp_path):
    make_city(tmp_path, programs=3200, years=6)
    assert len(truth(tmp_path)) == 3200
    codes = [row["institution_code"] for row in read(tmp_path, "institution")]
    assert len(set(codes)) == 120


def test_a_new_city_replaces_the_former_one_and_leaves_other_files_alone(tmp_path):
    make_city(tmp_path, **SMALL, as_of_year=2024, graduates=1000)
    foreign = tmp_path / "employment" / "foreign.csv"
    foreign.write_text("学校代码\n", encoding="utf-8")
    make_city(tmp_path, **SMALL)
    make_city(tmp_path / "alone", **SMALL)
    replaced = {name: data for name, data in files_of(tmp_path).items() if not name.startswith("alone/")}
    assert replaced.pop("employment/foreign.csv")
    assert replaced == files_of(tmp_path / "alone")
