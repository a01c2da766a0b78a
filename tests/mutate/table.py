"""The table of mutations: what is broken on purpose, one at a time, and which tests must notice.

Each file of the table holds rooms: tests that answer for a part of the code, and what they must notice there:

    line:
      tests: [tests/golden/test_histories.py]
      mutations:
      - why: a cohort at the line passes
        file: sql/rules/criterion_result.sql
        text: when 'below' then per_unit * numerator < line * denominator
        becomes: when 'below' then per_unit * numerator <= line * denominator
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from tests.house.rooms import ROOT
from transforms.yaml_model import Strict
from transforms.yaml_text import read_yaml

FOLDER = Path(__file__).parent


class TableError(Exception):
    """A mutation whose text does not stand exactly once in its file."""


class Mutation(Strict):
    """What is broken, and what of the rules it breaks. text: what stands exactly once in the file."""

    why: str
    file: str
    text: str = Field(min_length=1)
    becomes: str

    def place(self, root: Path = ROOT) -> str:
        """File and line at which the text begins. Errors: TableError."""
        lines_before = self._around(root)[0].count("\n")
        return f"{self.file}:{lines_before + 1}"

    def mutated(self, root: Path = ROOT) -> str:
        """The text of the file, mutated. Errors: TableError."""
        return self.becomes.join(self._around(root))

    def _around(self, root: Path) -> list[str]:
        """What stands before the text and after it."""
        path = root / self.file
        if not path.is_file():
            raise TableError(f"{self.file}: there is no such file")
        parts = path.read_text(encoding="utf-8").split(self.text)
        if len(parts) != 2:
            raise TableError(f"{self.file}: stands {len(parts) - 1} times, not once: {self.text!r}")
        return parts


class Room(Strict):
    """Tests and the mutations they must notice. tests: files that `make test` runs, the likeliest first."""

    tests: tuple[str, ...] = Field(min_length=1)
    mutations: tuple[Mutation, ...] = Field(min_length=1)


def rooms(folder: Path = FOLDER) -> dict[str, Room]:
    """The rooms of all files of the table, by name. Errors: pydantic.ValidationError."""
    stated = [item for path in sorted(folder.glob("*.yaml")) for item in read_yaml(path).items()]
    return {name: Room.model_validate(room) for name, room in stated}
