"""What a column of a select is made from, one small select for each way in which SQL can say it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from transforms.warehouse.lineage import Untraceable, columns_read, direct_sources, known_columns, lineage
from transforms.warehouse.models import NOTES, Model, find_models

KNOWN = known_columns({"core.a": ["x", "y", "z"], "core.b": ["x", "w", "names"]})
CASES = {
    "a column": ("select x from core.a", {"core.a.x"}),
    "an expression and its conditions": (
        "select case when y > 0 then a.x else b.w end as x from core.a as a join core.b as b on a.z = b.w",
        {"core.a.x", "core.a.y", "core.b.w"},
    ),
    "the table itself": ("from core.a", {"core.a.x"}),
    "a star": ("select * from core.a", {"core.a.x"}),
    "a star with a part left out": (
        "select a.* exclude (x), w as x from core.a as a cross join core.b",
        {"core.b.w"},
    ),
    "a part of its own": ("with part as (select y as x from core.a) select x from part", {"core.a.y"}),
    "a subquery": ("select x from (select z as x from core.a) as inner_part", {"core.a.z"}),
    "a scalar subquery": ("select (select max(w) from core.b) as x from core.a", {"core.b.w"}),
    "a correlated one": (
        "select (select max(b.w + a.y) from core.b as b) as x from core.a as a",
        {"core.b.w", "core.a.y"},
    ),
    "a window": (
        "select sum(x) over (partition by y order by z) as x from core.a",
        {"core.a.x", "core.a.y", "core.a.z"},
    ),
    "a union by place": (
        "select x from core.a union all select w as y from core.b",
        {"core.a.x", "core.b.w"},
    ),
    "a union by name": (
        "select y, x from core.a union all by name select w as x, x as y from core.b",
        {"core.a.x", "core.b.w"},
    ),
    "three parts of a union": (
        "select x from core.a union select y from core.a union all select w from core.b",
        {"core.a.x", "core.a.y", "core.b.w"},
    ),
    "what is counted": ("select count(*) as x from core.b group by w", {"core.b.*"}),
    "what is said of every row": ("select 'said' as x from core.a join core.b on a.x = b.x", {"core.a.*"}),
    "rows of a part": (
        "with part as (select y from core.a where y > 0) select count(*) as x from part",
        {"core.a.*"},
    ),
    "a list taken apart": (
        "select unnest(string_split(names, ';')) as x from core.b",
        {"core.b.names"},
    ),
    "a name given in the same select": ("select y + 1 as w, w * 2 as x from core.a", {"core.a.y"}),
    "a part that recurs": (
        # x starts as a.x and becomes b.w; what decides how far it goes is not what it is made from
        "with recursive walk as (select x, y from core.a union all select b.w as x, walk.y from walk "
        "join core.b as b on b.x = walk.x) select x from walk",
        {"core.a.x", "core.b.w"},
    ),
    "columns that change places as a part recurs": (
        "with recursive walk as (select x, y, z from core.a union all select y as x, z as y, z from walk) "
        "select x from walk",
        {"core.a.x", "core.a.y", "core.a.z"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_column_is_made_from(case: str) -> None:
    sql, expected = CASES[case]
    assert {".".join(source) for source in columns_read(sql, KNOWN)["x"]} == expected


def test_a_column_that_stands_nowhere_is_refused() -> None:
    with pytest.raises(Untraceable, match="nowhere"):
        columns_read("select a.x from core.a as a where true union all select nowhere.x from core.b", KNOWN)


def computed(tmp_path: Path, **said: str) -> list[Model]:
    """A table `core.c` with a column `x`, and what its notes say of where columns come from."""
    (tmp_path / "core").mkdir()
    notes = {"grain": "one row", "computed_by": "similarity", "computed_from": ["staging.a"]}
    notes["lineage"] = {column: [source] for column, source in said.items()}
    (tmp_path / "core" / NOTES).write_text(yaml.safe_dump({"c": notes}), encoding="utf-8")
    (tmp_path / "staging").mkdir()
    (tmp_path / "staging" / "a.sql").write_text("select y as x from landing.a", encoding="utf-8")
    return find_models(tmp_path)


COLUMNS = {"landing.a": ["y"], "staging.a": ["x"], "core.c": ["x"]}


def test_what_a_method_declares_is_followed_further_down(tmp_path: Path) -> None:
    rows = lineage(direct_sources(computed(tmp_path, x="staging.a.x"), {}, COLUMNS)).to_pylist()
    found = [tuple(row.values()) for row in rows if row["table_name"] == "core.c"]
    assert found == [("core.c", "x", "landing.a", "y", 2, True), ("core.c", "x", "staging.a", "x", 1, False)]


@pytest.mark.parametrize(
    "said",
    [{}, {"x": "staging.a.x", "more": "staging.a.x"}, {"x": "staging.a.gone"}, {"x": "staging.gone.x"}],
    ids=["nothing", "a column too many", "no such column", "no such table"],
)
def test_a_method_that_declares_what_is_not_there_is_refused(said: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"core\.c: its `lineage`"):
        direct_sources(computed(tmp_path, **said), {}, COLUMNS)
