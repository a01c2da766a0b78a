"""Of a decision its document is published, the office where the policy lists it, and never a person or a reason."""

from __future__ import annotations

import datetime

import duckdb
import pytest

from tests.sql.city import build_city, cohort, institution, major
from transforms.disclosure import protect
from transforms.warehouse import load_policy

CODES = ("530302", "510201", "520201", "520202")
DECIDED_BY = ("某市教委", "王小明", "某市教委 王小明")
SHOWN = [("某市教委", None), (None, "c"), (None, "c"), (None, "z")]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("decided")
    policy = load_policy("chongqing").model_copy(update={"offices": ("某市教委", "某市人社局")})
    rows = {
        "institution": [institution()],
        "major": [major(code) for code in CODES],
        "employment": [cohort(2025, 60, 30, code) for code in CODES],
        "decision": [_decision(code, by) for code, by in zip(CODES, DECIDED_BY, strict=False)],
    }
    city = build_city(folder, rows, policy)
    city.checks()
    city.close()
    protect(folder / "city.duckdb", folder / "public.duckdb")
    return duckdb.connect(str(folder / "public.duckdb"), read_only=True)


def _decision(code: str, by: str) -> dict[str, object]:
    program = {key: value for key, value in cohort(2025, 60, 30, code).items() if key in PROGRAM}
    decided = {"year": 2025, "decision": "confirmed", "decided_by": by, "reason": "学生李四未就业"}
    return program | decided | {"decided_on": datetime.date(2026, 3, 1), "document_number": "渝教〔2026〕1号"}


PROGRAM = ("institution_code", "catalogue_version", "major_code", "level")


def test_an_office_of_the_policy_is_published_and_nobody_else(public: duckdb.DuckDBPyConnection) -> None:
    found = {
        code: (by, status)
        for code, by, status in public.execute(
            "select major_code, decided_by, decided_by_status from marts.verdict where year = 2025"
        ).fetchall()
    }
    assert [found[code] for code in CODES] == SHOWN


def test_document_and_day_are_published(public: duckdb.DuckDBPyConnection) -> None:
    found = public.execute(
        "select distinct decision_document, decided_on from marts.verdict where decision is not null"
    ).fetchall()
    assert found == [("渝教〔2026〕1号", datetime.date(2026, 3, 1))]


def test_the_offices_are_public(public: duckdb.DuckDBPyConnection) -> None:
    assert public.execute("from policy.office order by all").fetchall() == [("某市人社局",), ("某市教委",)]


@pytest.mark.parametrize("said", ["王小明", "李四"])
def test_no_column_names_a_person_or_a_reason(public: duckdb.DuckDBPyConnection, said: str) -> None:
    columns = public.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' "
        "and not internal"
    ).fetchall()
    assert columns
    naming = [
        f"{table}.{column}"
        for table, column in columns
        if public.execute(
            f'select count(*) from {table} where contains("{column}", $said)', {"said": said}
        ).fetchall()
        != [(0,)]
    ]
    assert naming == []
