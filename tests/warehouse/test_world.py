"""A world: what is replaced, what follows from it, what is seen as it is, and in which order it is made."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.test_models import written
from transforms.warehouse.making import World, beside, models_for
from transforms.warehouse.models import Model, find_models, list_models


@pytest.fixture
def models(tmp_path: Path) -> list[Model]:
    """a → b → d, c → d, d → e; f reads only c."""
    folder = written(
        tmp_path / "sql",
        core__a="select 1 as n",
        core__b="select n + 1 as n from core.a",
        core__c="select 10 as n",
        rules__d="select b.n + c.n as n from core.b as b cross join core.c as c",
        marts__e="select n * 100 as n from rules.d",
        marts__f="from core.c",
    )
    return find_models(folder)


@pytest.fixture
def warehouse(tmp_path: Path, models: list[Model]) -> Path:
    file = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(file)) as con:
        for schema in ("core", "rules", "marts"):
            con.execute(f"create schema {schema}")
        for model in models:
            con.execute(f"create table {model.table} as {model.sql}")
    return file


def test_only_what_follows_from_a_replaced_table_and_is_asked_for_is_made_again(models: list[Model]) -> None:
    world = World(models, ["marts.e", "marts.f"], given=frozenset({"core.a"}))
    assert world.following == {"core.a", "core.b", "rules.d", "marts.e"}
    assert world.order == ["core.b", "rules.d", "marts.e"]
    assert world.used == {"core.a", "core.c", "marts.f"}
    assert World(models, ["rules.d"], given=frozenset({"core.a"})).order == ["core.b", "rules.d"]


def test_a_fact_stays_as_it_is_with_all_that_is_made_from_it_alone(models: list[Model]) -> None:
    world = World(models, ["marts.e"], given=frozenset({"core.a"}), facts=frozenset({"core.b"}))
    assert (world.order, world.used) == ([], {"marts.e"})


def test_a_select_replaces_a_model_and_what_follows_is_made_again_as_often_as_asked(
    models: list[Model], warehouse: Path
) -> None:
    world = World(models, ["marts.e"], selects={"core.b": "select n + 5 as n from core.a"})
    with beside(warehouse, "exact") as con:
        world.see(con, "exact")
        for _ in range(2):
            world.make(con)
            assert con.execute("from marts.e").fetchall() == [(1600,)]
        assert con.execute("from exact.marts.e").fetchall() == [(1200,)]


def test_the_models_of_a_table_are_those_it_is_made_from_in_order(
    tmp_path: Path, models: list[Model]
) -> None:
    found = [model.table for model in models_for(["rules.d"], list_models(tmp_path / "sql"))]
    assert sorted(found) == ["core.a", "core.b", "core.c", "rules.d"]
    assert (found.index("core.a") < found.index("core.b"), found[-1]) == (True, "rules.d")
