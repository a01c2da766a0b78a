"""A release is published whole or not at all; publishing it twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.releases.out_folder import FACTS, LATER, build, publish
from transforms.releases import DamagedRelease, Retention, Staged, current_release, list_releases, verify

KEEP = Retention(30, 400, LATER)


def test_before_the_first_release_there_is_none(tmp_path: Path) -> None:
    assert current_release(tmp_path) is None
    assert list_releases(tmp_path) == []


def test_what_was_built_is_current_and_whole(tmp_path: Path) -> None:
    folder = publish(tmp_path, "20260901-a")
    current = current_release(tmp_path)
    assert current is not None
    assert (current.id, current.folder) == ("20260901-a", folder)
    assert verify(current) == []
    assert {name: current.manifest[name] for name in FACTS} == FACTS
    assert set(current.manifest["files"]) == {"warehouse.duckdb", "public/site/index.html", "public/data.csv"}
    assert not (tmp_path / "building").exists()


def test_every_file_and_folder_is_durable_before_the_pointer_moves(
    tmp_path: Path, synced: list[Path]
) -> None:
    folder = publish(tmp_path, "20260901-a")
    built = tmp_path / "building" / "20260901-a"
    stated = {built} | {built / path.relative_to(folder) for path in folder.rglob("*")}
    assert set(synced[: len(stated)]) == stated
    assert synced[len(stated) :] == [tmp_path / "releases", tmp_path]


def test_nothing_is_current_before_it_is_finished(tmp_path: Path) -> None:
    publish(tmp_path, "20260901-a")
    build(Staged(tmp_path, "20260902-b"))
    current = current_release(tmp_path)
    assert current is not None
    assert current.id == "20260901-a"
    assert [item.id for item in list_releases(tmp_path)] == ["20260901-a"]


def test_an_abandoned_build_leaves_nothing(tmp_path: Path) -> None:
    publish(tmp_path, "20260901-a")
    staged = Staged(tmp_path, "20260902-b")
    build(staged)
    staged.abandon()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "releases"]


def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    build(Staged(tmp_path, "20260901-killed"))
    (tmp_path / ".current.4711").symlink_to("releases/20260901-killed")
    publish(tmp_path, "20260902-b")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "releases"]
    assert [item.id for item in list_releases(tmp_path)] == ["20260902-b"]


def test_fewer_rows_than_stated_are_not_published(tmp_path: Path) -> None:
    publish(tmp_path, "20260901-a")
    staged = Staged(tmp_path, "20260902-b")
    build(staged)
    with pytest.raises(DamagedRelease, match=r"marts\.verdict: 3 rows where 4 are stated"):
        staged.finish({**FACTS, "row_counts": {"marts.verdict": 4}}, KEEP)
    current = current_release(tmp_path)
    assert current is not None
    assert current.id == "20260901-a"


def test_a_warehouse_that_was_not_closed_is_not_published(tmp_path: Path) -> None:
    staged = Staged(tmp_path, "20260901-a")
    build(staged)
    Path(f"{staged.warehouse}.wal").write_bytes(b"unfinished")
    with pytest.raises(DamagedRelease, match="write-ahead log"):
        staged.finish(FACTS, KEEP)
    assert current_release(tmp_path) is None


def test_the_same_release_again_stands_as_readers_know_it(tmp_path: Path) -> None:
    page = publish(tmp_path, "20260901-a", "一") / "public" / "data.csv"
    before = page.stat()
    publish(tmp_path, "20260901-a", "二")
    assert page.stat() == before
    assert "一" in page.read_text(encoding="utf-8")


def test_a_damaged_release_is_replaced_when_built_again(tmp_path: Path) -> None:
    page = publish(tmp_path, "20260901-a", "一") / "public" / "data.csv"
    page.write_text("spoilt", encoding="utf-8")
    publish(tmp_path, "20260901-a", "二")
    current = current_release(tmp_path)
    assert current is not None
    assert verify(current) == []
    assert "二" in page.read_text(encoding="utf-8")


def test_a_reader_keeps_the_file_it_opened(tmp_path: Path) -> None:
    publish(tmp_path, "20260901-a", "一")
    current = current_release(tmp_path)
    assert current is not None
    with duckdb.connect(str(current.warehouse), read_only=True) as con:
        publish(tmp_path, "20260902-b", "二")
        assert con.execute("select distinct words from marts.verdict").fetchall() == [("一",)]


def test_what_the_tables_hold_is_stated_as_it_was_read_back(tmp_path: Path) -> None:
    publish(tmp_path, "20260901-a")
    current = current_release(tmp_path)
    assert current is not None
    assert set(current.manifest["contents"]) == {"warehouse.duckdb"}
    [(table, stated)] = current.manifest["contents"]["warehouse.duckdb"].items()
    assert (table, stated["rows"]) == ("marts.verdict", FACTS["row_counts"]["marts.verdict"])
    assert stated["digest"]


def test_a_release_of_a_past_day_stands_beside_the_current_one(tmp_path: Path) -> None:
    publish(tmp_path, "20260902-b")
    publish(tmp_path, "20260901-a", becomes_current=False)
    current = current_release(tmp_path)
    assert current is not None
    assert current.id == "20260902-b"
    assert {item.id: verify(item) for item in list_releases(tmp_path)} == {"20260901-a": [], "20260902-b": []}
