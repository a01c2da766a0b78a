"""The public file of a small city: the same tables, without what a reader may not know."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.house.rooms import ROOT
from tests.sql.city import build_city, cohort, institution, intake, major
from transforms.disclosure import NoLimits, Undeclared, protect
from transforms.disclosure.protect import is_counted, unchanged
from transforms.disclosure.public_tables import TABLES, PublicTable, public_tables
from transforms.disclosure.world import published_world
from transforms.policy.policy import COHORT_RATES
from transforms.warehouse.landing_tables import TABLES as CHANGES
from transforms.warehouse.models import Model, find_models, load_columns, load_notes

CODES = ("530302", "510201", "520201")
ROWS = {
    "institution": [institution()],
    "major": [major(code) for code in CODES],
    "employment": [
        cohort(2025, 62, 58, CODES[0], employed=50, matched=31),
        cohort(2025, 61, 60, CODES[1], employed=58, matched=30),
        cohort(2025, 19, 11, CODES[2]),
    ],
    "enrolment": [intake(2025, n, code) for n, code in zip((63, 1, 0), CODES, strict=True)],
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("city")
    city = build_city(folder, ROWS)
    city.checks()
    city.close()
    protect(folder / "city.duckdb", folder / "public.duckdb")
    return duckdb.connect(str(folder / "public.duckdb"), read_only=True)


def programs(public: duckdb.DuckDBPyConnection, columns: str) -> dict[str, tuple]:
    found = public.execute(
        f"select major_code, {columns} from marts.program_year where year = 2025"
    ).fetchall()
    return {code: tuple(rest) for code, *rest in found}


def test_counts_are_exact_and_withheld_ones_are_missing_with_their_reason(public):
    assert programs(public, "graduates, graduates_status, placed, placed_status, employment_rate_status") == {
        CODES[0]: (62, None, 58, None, None),
        CODES[1]: (61, None, None, "c", "c"),
        CODES[2]: (None, "low", None, "low", "low"),
    }


def test_a_rate_of_counts_that_are_not_protected_is_refused(tmp_path, monkeypatch):
    rates = COHORT_RATES | {"self_employment_rate": ("self_employed", "graduates")}
    monkeypatch.setattr("transforms.disclosure.world.COHORT_RATES", rates)
    build_city(tmp_path, ROWS).close()
    with pytest.raises(Undeclared, match="self_employed"):
        protect(tmp_path / "city.duckdb", tmp_path / "public.duckdb")


def test_a_rate_is_that_of_the_counts(public):
    assert programs(public, "employment_rate")[CODES[0]] == (58 / 62,)


def test_an_intake_of_few_is_withheld_and_none_is_shown(public):
    assert programs(public, "intake, intake_status") == {
        CODES[0]: (63, None),
        CODES[1]: (None, "low"),
        CODES[2]: (0, None),
    }


def test_sums_follow_from_what_is_published(public):
    [(graduates, placed)] = public.execute(
        "select graduates, placed from marts.outcome where outcome_scope = 'city' and year = 2025"
    ).fetchall()
    # one or two of 61 are not placed; ten stand for a cohort of few, placed as the others are
    assert (graduates, placed) == (62 + 61 + 10, round(58 + 59.5 + 10 * 117.5 / 123))


def test_no_exact_table_and_no_delivered_text_is_in_the_file(public):
    schemas = {
        name for (name,) in public.execute("select distinct schema_name from duckdb_tables()").fetchall()
    }
    assert schemas == {"marts", "meta", "policy"}
    columns = {name for (name,) in public.execute("select column_name from duckdb_columns()").fetchall()}
    assert not {"raw_text", "row_json", "sample", "awaiting_employment"} & columns


def test_every_column_is_described(public):
    bare = public.execute(
        "select table_name, column_name from duckdb_columns() where not internal and comment is null"
    ).fetchall()
    assert not bare


def test_a_mart_that_does_not_say_how_it_is_published_is_an_error(tmp_path: Path):
    (tmp_path / "new.sql").write_text("-- one row per program\nselect 1 as graduates", encoding="utf-8")
    with pytest.raises(Undeclared, match=r"_tables\.yaml: does not say how new"):
        public_tables([Model("marts", "new", tmp_path / "new.sql")])


def test_every_select_of_a_public_table_belongs_to_a_table_that_says_so():
    selected = {name for name, notes in load_notes().items() if notes.get("public") == "selected"}
    assert {path.stem for path in TABLES.glob("*.sql")} - selected == {
        "meta.run",
        "meta.check_result",
        "meta.lineage",
        "meta.withheld",
        "meta.stand_in",
        "meta.published_pool",
        *CHANGES,
    }
    assert not selected - {path.stem for path in TABLES.glob("*.sql")}
    assert (ROOT / "sql/public/tables") == TABLES


def test_a_policy_without_numbers_of_disclosure_publishes_nothing(tmp_path: Path):
    city = build_city(tmp_path, ROWS)
    city.con.execute("delete from policy.parameter where parameter = 'disclosure_min_part'")
    city.checks()
    city.close()
    with pytest.raises(NoLimits, match="disclosure_min_part"):
        protect(tmp_path / "city.duckdb", tmp_path / "public.duckdb")


def test_a_table_of_counts_cannot_be_published_as_it_is():
    table = PublicTable("marts.new", "unchanged")
    described = {"graduates": {"unit": "persons"}, "year": {"unit": "year"}}
    assert unchanged(table, ["year"], described) == ["year"]
    with pytest.raises(Undeclared, match="graduates"):
        unchanged(table, ["year", "graduates"], described)


def test_in_the_published_world_no_name_leads_to_exact_counts(tmp_path: Path):
    """A select that forgets what it reads finds no such table, never an exact one."""
    city = build_city(tmp_path, ROWS)
    city.checks()
    city.close()
    models = find_models()
    described = load_columns()
    with published_world(tmp_path / "city.duckdb", models, public_tables(models)) as con:
        seen = con.execute(
            "select seen.schema_name || '.' || seen.view_name, held.column_name from duckdb_views() as seen "
            "join duckdb_columns() as held on held.table_name = seen.view_name and held.schema_name = seen.schema_name "
            "where not seen.internal and held.database_name = 'memory'"
        ).fetchall()
    counted = {f"{table}.{column}" for table, column in seen if is_counted(column, described)}
    assert len(seen) > 100
    assert not counted
