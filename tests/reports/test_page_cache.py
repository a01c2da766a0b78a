"""Cached pages and PDFs: the same bytes as made anew, never from other things, and no harm where they are lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports import publication
from reports.publication import CachedFiles, key_of, publish
from tests.reports.test_publication import digests

WHOLE = {"site/index.html": b"<p>", "pdf/warning.pdf": b"%PDF"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The parts that were made anew."""
    parts: list[list[str]] = []
    make = publication._made

    def noted(public_file: Path, public: Path, wanted: list[str], langs: list[str]) -> dict[str, list[Path]]:
        parts.append(list(wanted))
        return make(public_file, public, wanted, langs)

    monkeypatch.setattr(publication, "_made", noted)
    return parts


@pytest.fixture
def cached(tmp_path: Path) -> CachedFiles:
    """Two cached files of what was published."""
    public = tmp_path / "public"
    for name, content in WHOLE.items():
        (public / name).parent.mkdir(parents=True)
        (public / name).write_bytes(content)
    store = CachedFiles(tmp_path / "rendered" / "zh", "key")
    store.store([public / name for name in WHOLE], public)
    return store


def test_nothing_is_made_of_the_same_things_again_and_the_bytes_are_the_same(warehouse, made, tmp_path):
    first, again, mended = (tmp_path / name for name in ("first", "again", "mended"))
    rendered = tmp_path / "rendered"
    publish(warehouse, first, ("zh",), rendered)
    written = publish(warehouse, again, ("zh",), rendered)
    assert made == [["zh", "shared"]]
    assert digests(again) == digests(first)
    assert {str(path.relative_to(again)) for path in written} == set(digests(first))
    (rendered / "zh/pdf/warning.pdf").unlink()  # linked to the first: written in place, that would change too
    (rendered / "zh/pdf/warning.pdf").write_bytes(b"damaged")
    publish(warehouse, mended, ("zh",), rendered)
    assert made[1:] == [["zh"]]
    assert digests(mended) == digests(first)


def test_what_was_cached_is_whole(cached, tmp_path):
    copied = cached.restored(tmp_path / "again")
    assert copied is not None
    assert {str(path.relative_to(tmp_path / "again")): path.read_bytes() for path in copied} == WHOLE


@pytest.mark.parametrize("file", [*WHOLE, "listing.json"])
def test_what_is_lost_is_not_copied(file, cached, tmp_path):
    (cached.folder / file).unlink()
    assert cached.restored(tmp_path / "again") is None


@pytest.mark.parametrize("file", [*WHOLE, "listing.json"])
def test_what_is_damaged_is_not_copied(file, cached, tmp_path):
    (cached.folder / file).write_bytes(b"[]")
    assert cached.restored(tmp_path / "again") is None


def test_a_release_damaged_in_place_does_not_come_back(cached, tmp_path):
    with (tmp_path / "public/site/index.html").open("r+b") as stream:  # goes through a link
        stream.write(b"?")
    assert cached.restored(tmp_path / "again") is None


def test_what_was_made_from_other_things_is_not_copied(cached, tmp_path):
    assert CachedFiles(cached.folder, "another key").restored(tmp_path / "again") is None


def test_the_key_follows_content_and_languages(warehouse, bare_warehouse):
    keys = [key_of(file, langs) for file in (warehouse, bare_warehouse) for langs in (("zh",), ("zh", "en"))]
    assert len(set(keys)) == 4
    assert key_of(warehouse, ("zh",)) == keys[0]


def test_a_folder_that_cannot_be_written_caches_nothing(tmp_path):
    (tmp_path / "rendered").write_text("a file is here", encoding="utf-8")
    (tmp_path / "page").write_text("<p>", encoding="utf-8")
    store = CachedFiles(tmp_path / "rendered" / "zh", "key")
    store.store([tmp_path / "page"], tmp_path)
    assert store.restored(tmp_path / "again") is None
