"""One byte flipped in any file of a published night, and `verify` names that file and no other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.crash.small_city import SmallCity
from tests.flows.conftest import majorwatch
from transforms.releases import current_release, find_release, verify
from transforms.releases.listing import NAME

SEED = 20180162


@pytest.fixture
def out(yesterday: SmallCity) -> Path:
    """A folder of one's own whose files a test may damage."""
    return yesterday.out


def flip(path: Path, chance: random.Random) -> None:
    """Change one bit somewhere in a file; doing it again with the same chance mends it."""
    with path.open("r+b") as stream:
        position = chance.randrange(path.stat().st_size)
        stream.seek(position)
        [byte] = stream.read(1)
        stream.seek(position)
        stream.write(bytes([byte ^ 1 << chance.randrange(8)]))


def named(out: Path, id: str) -> set[str]:
    """The files that `verify` finds changed."""
    problems = verify(find_release(out, id))
    assert all(problem.endswith(": changed since it was published") for problem in problems), problems
    return {problem.partition(": ")[0] for problem in problems}


def test_every_flipped_byte_is_named_and_nothing_else(out: Path) -> None:
    release = current_release(out)
    assert release is not None
    assert verify(release) == []
    files = {
        path.relative_to(release.folder).as_posix() for path in release.folder.rglob("*") if path.is_file()
    }
    for name in sorted(files - {NAME}):
        flip(release.folder / name, random.Random(f"{SEED} {name}"))
    assert named(out, release.id) == files - {NAME}
    flip(release.folder / NAME, random.Random(SEED))
    assert named(out, release.id) == {NAME}, "of a manifest that is not itself nothing can be believed"


def test_of_each_kind_of_file_one_flipped_byte_is_named_alone(out: Path) -> None:
    release = current_release(out)
    assert release is not None
    kinds = {(path.parent, path.suffix): path for path in sorted(release.folder.rglob("*")) if path.is_file()}
    for path in kinds.values():
        name = path.relative_to(release.folder).as_posix()
        flip(path, random.Random(f"{SEED} {name}"))
        assert named(out, release.id) == {name}
        flip(path, random.Random(f"{SEED} {name}"))
    assert verify(release) == []
    assert len(kinds) > len({path.suffix for path in kinds.values()}) > 5


def test_the_command_names_the_damaged_page(out: Path) -> None:
    release = current_release(out)
    assert release is not None
    flip(release.public / "site" / "index.html", random.Random(SEED))
    done = majorwatch("verify", "--out", out, "--lang", "en")
    assert done.returncode == 1
    assert "public/site/index.html: changed since it was published" in done.stderr
