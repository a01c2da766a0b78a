"""`verify` names what is missing, added or changed, to the last bit of every file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.releases.out_folder import publish
from transforms.releases import current_release, find_release, list_releases, verify

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
