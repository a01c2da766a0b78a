"""Models are found, ordered by what they read, and refused where they cannot be put in order."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import yaml

from transforms.warehouse.making import make_table
from transforms.warehouse.models import LAYERS, NOTES, find_checks, find_models


def written(folder: Path, **models: str) -> Path:
    """Models by `schema__name`, as files."""
    for name, sql in models.items():
        path = folder.joinpath(*name.split("__")).with_suffix(".sql")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sql, encoding="utf-8")
    return folder


def test_our_own_models_stand_after_what_they_read() -> None:
    models = find_models()
    position = {model.table: number for number, model in enumerate(models)}
    wrong = [
        f"{model.table} reads {name}"
        for model in models
        for name in model.reads & position.keys()
        if position[name] >= position[model.table]
    ]
    assert not wrong


def test_our_own_models_stand_in_the_same_order_every_time() -> None:
    assert [model.table for model in find_models()] == [model.table for model in find_models()]


def test_what_is_read_comes_first_whatever_its_name_or_layer(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        staging__z="from landing.z",
        core__a="select * from core.b",
        core__b="from staging.z",
        marts__m="select * from core.a as a inner join staging.z as z on a.id = z.id",
    )
    order = [model.table for model in find_models(folder)]
    assert sorted(order) == ["core.a", "core.b", "marts.m", "staging.z"]
    assert order.index("staging.z") < order.index("core.b") < order.index("core.a") < order.index("marts.m")


@pytest.mark.parametrize(
    "models",
    [
        {"core__a": "from core.a"},
        {"core__a": "from core.b", "core__b": "from core.a"},
        {"core__a": "from rules.b", "rules__b": "from marts.c", "marts__c": "from core.a"},
    ],
)
def test_models_that_read_each_other_are_refused_by_name(models: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="these models read each other") as caught:
        find_models(written(tmp_path, **models))
    assert all(name.replace("__", ".") in str(caught.value) for name in models)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_table_that_no_model_makes_is_refused_with_the_file(layer: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=rf"{layer}\.nowhere") as caught:
        find_models(written(tmp_path, core__a=f"from {layer}.nowhere"))
    assert str(tmp_path / "core" / "a.sql") in str(caught.value)


@pytest.mark.parametrize("table", ["landing.employment", "policy.criterion", "meta_of.another"])
def test_tables_that_models_start_from_need_no_model(table: str, tmp_path: Path) -> None:
    [model] = find_models(written(tmp_path, core__a=f"from {table}"))
    assert model.reads == {table}


def test_the_names_of_its_own_parts_are_not_read(tmp_path: Path) -> None:
    sql = "with part as (from staging.z) select * from part where id in (select id from landing.y)"
    folder = written(tmp_path, staging__z="from landing.z", core__a=sql)
    assert next(model.reads for model in find_models(folder) if model.name == "a") == {
        "staging.z",
        "landing.y",
    }


def test_a_table_named_in_a_comment_is_not_read(tmp_path: Path) -> None:
    [model] = find_models(written(tmp_path, core__a="-- once from core.gone\nselect 1 as one"))
    assert model.reads == frozenset()


def test_the_notes_of_a_model_are_those_of_its_layer(tmp_path: Path) -> None:
    folder = written(tmp_path, core__a="select 1 as one", core__b="select 1 as one")
    (folder / "core" / NOTES).write_text("a: {key: [one]}\n", encoding="utf-8")
    assert [model.notes for model in find_models(folder)] == [{"key": ["one"]}, {}]


def test_the_grain_of_a_model_is_its_first_line(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        core__a="-- one row per year: the first\n-- and more\nselect 1 as year",
        core__b="-- of the year\nselect 1 as year",
    )
    (folder / "core" / NOTES).write_text("a: {key: [year]}\n", encoding="utf-8")
    assert [model.notes for model in find_models(folder)] == [
        {"key": ["year"], "grain": "one row per year: the first"},
        {},
    ]


def computed(folder: Path, **notes: object) -> Path:
    """A table `core.c` that a method computes."""
    (folder / "core").mkdir(exist_ok=True)
    text = yaml.safe_dump({"c": {"grain": "one row", "computed_by": "similarity", **notes}})
    (folder / "core" / NOTES).write_text(text, encoding="utf-8")
    return folder


def test_notes_without_a_select_are_a_computed_table_between_what_it_reads_and_what_reads_it(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path, core__b="select 1 as one", core__a="select * from core.c")
    models = find_models(computed(folder, computed_from=["core.b"]))
    assert [model.table for model in models] == ["core.b", "core.c", "core.a"]
    assert [model.is_computed for model in models] == [False, True, False]


def test_a_computed_table_that_reads_what_no_model_makes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"core\.c reads tables that no model makes: \['core.nowhere'\]"):
        find_models(computed(tmp_path, computed_from=["core.nowhere"]))


def test_a_method_is_given_its_tables_in_one_order_and_makes_its_table(tmp_path: Path) -> None:
    pairs = "from (values ('护理', '助产'), ('会计', '审计')) as pair (major_name, other_major_name)"
    folder = written(tmp_path, rules__side_by_side=pairs)
    models = find_models(computed(folder, computed_from=["rules.side_by_side"], key=["major_name"]))
    with duckdb.connect() as con:
        con.execute("create schema core")
        con.execute("create schema rules")
        for model in models:
            make_table(con, model)
        assert con.sql("from core.c").fetchall() == [("会计", "审计", 0.5), ("护理", "助产", 0.0)]


def test_a_method_that_lacks_the_key_its_notes_state_is_refused(tmp_path: Path) -> None:
    pairs = "from (values ('护理', '助产')) as pair (major_name, other_major_name)"
    folder = written(tmp_path, rules__side_by_side=pairs)
    [first, model] = find_models(computed(folder, computed_from=["rules.side_by_side"], key=["program_id"]))
    with duckdb.connect() as con:
        con.execute("create schema core")
        con.execute("create schema rules")
        make_table(con, first)
        with pytest.raises(ValueError, match=r"core\.c: .*_tables\.yaml states a key .*program_id"):
            make_table(con, model)


def test_checks_are_found_by_name(tmp_path: Path) -> None:
    folder = written(tmp_path, checks__b_holds="select 1 as one", checks__a_holds="select 1 as one")
    assert [check.name for check in find_checks(folder)] == ["a_holds", "b_holds"]
