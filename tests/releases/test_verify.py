"""`verify` names what is missing, added or changed, to the last bit of every file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.releases.out_folder import publish
from transforms.releases import (
    current_release,
    digest_of_deliveries,
    find_release,
    list_releases,
    release_id,
    verify,
)
from transforms.releases.listing import read_manifest, write_manifest

FILES = ("manifest.json", "warehouse.duckdb", "public/site/index.html", "public/data.csv")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("where", [0.0, 0.5, 1.0])
def test_one_flipped_bit_is_named(name: str, where: float, tmp_path: Path) -> None:
    path = publish(tmp_path, "20260901-a") / name
    content = bytearray(path.read_bytes())
    content[round(where * (len(content) - 1))] ^= 1
    path.write_bytes(content)
    assert verify(find_release(tmp_path, "20260901-a")) == [f"{name}: changed since it was published"]


def test_no_byte_of_a_manifest_can_be_flipped_unseen(tmp_path: Path) -> None:
    path = publish(tmp_path, "20260901-a") / "manifest.json"
    whole = path.read_bytes()
    for position in range(len(whole)):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        assert verify(find_release(tmp_path, "20260901-a")) == [
            "manifest.json: changed since it was published"
        ]


def test_every_file_was_published(tmp_path: Path) -> None:
    folder = publish(tmp_path, "20260901-a")
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(FILES)


def test_a_missing_and_an_added_file_are_named(tmp_path: Path) -> None:
    folder = publish(tmp_path, "20260901-a")
    (folder / "public" / "data.csv").unlink()
    (folder / "public" / "new.csv").touch()
    assert verify(find_release(tmp_path, "20260901-a")) == [
        "public/data.csv: missing",
        "public/new.csv: not in the manifest",
    ]


def test_a_release_with_an_unreadable_manifest_is_listed(tmp_path: Path) -> None:
    (publish(tmp_path, "20260901-a") / "manifest.json").write_text("{", encoding="utf-8")
    assert [item.id for item in list_releases(tmp_path)] == ["20260901-a"]
    current = current_release(tmp_path)
    assert current is not None
    assert current.manifest == {}


def stated(out: Path, id: str, **other: object) -> list[str]:
    """What `verify` finds where the manifest states something else, under a seal that holds."""
    folder = publish(out, id)
    manifest = {**read_manifest(folder), **other}
    manifest.pop("sha256_of_this")
    write_manifest(folder, manifest)
    return verify(find_release(out, id))


def test_other_values_than_those_read_back_are_named(tmp_path: Path) -> None:
    other = {"warehouse.duckdb": {"marts.verdict": {"rows": 3, "digest": "0"}}}
    assert stated(tmp_path, "a", contents=other) == ["marts.verdict: other values than those published"]
    assert stated(tmp_path, "b", contents=other, read_back_by="duckdb 1.2.0") == [], (
        "another engine hashes otherwise"
    )
    fewer = {"warehouse.duckdb": {"marts.verdict": {"rows": 2, "digest": "0"}, "marts.gone": {"rows": 1}}}
    assert stated(tmp_path, "c", contents=fewer, read_back_by="duckdb 1.2.0") == [
        "marts.gone: missing",
        "marts.verdict: 3 rows where 2 are stated",
    ]


def test_a_name_that_does_not_follow_from_what_is_stated_is_named(tmp_path: Path) -> None:
    delivered = [{"file": "a.csv", "sha256": "f", "source": "s", "known_on": "2026-09-01"}]
    inputs = digest_of_deliveries(delivered)
    id = release_id(date(2026, 9, 1), inputs, "b2", "c3")
    assert stated(tmp_path, id, deliveries=delivered, inputs=inputs) == []
    assert stated(tmp_path, "20260901-other", deliveries=delivered, inputs=inputs) == [
        f"manifest.json: what is stated was published as {id}, not as 20260901-other"
    ]
    [problem] = stated(
        tmp_path, release_id(date(2026, 9, 1), "x", "b2", "c3"), deliveries=delivered, inputs="x"
    )
    assert "do not give the digest of the inputs" in problem
