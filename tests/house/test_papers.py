"""What a newcomer meets first holds: README, Makefile, lock file, and nothing of one machine in any file."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from flows.cli import app
from tests.house.rooms import ROOMS, ROOT, files_of, named, papers, text_files

README = (ROOT / "README.md").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# Pieces, so that this file is not found by its own search.
OF_ONE_MACHINE = re.compile(
    "|".join(
        [
            r"--(extra-)?index" + r"-url",
            r"--find" + r"-links",
            r"--trusted" + r"-host",
            r"https?://[\w.-]*(pypi|pythonhosted|mirror|artifactory|nexus)",
            r"(?<![\w.])/(work|root|home|Users|mnt)" + r"/\w",
        ]
    )
)
# A path from the top of the house; one with a place to fill in, such as <layer>, is none.
NAMED_FILE = re.compile(r"`((?:flows|transforms|reports|sql|policy|docs|tests)/[\w./*-]*)`")
TARGET = re.compile(r"^([a-z-]+):.*## ", re.MULTILINE)


def test_no_file_names_a_package_index_or_a_path_of_one_machine() -> None:
    found = [
        f"{name}: {match.group()}" for name, text in text_files() for match in OF_ONE_MACHINE.finditer(text)
    ]
    assert not found


def test_the_readme_begins_with_its_two_commands_and_is_read_in_one_go() -> None:
    lines = README.splitlines()
    assert 80 <= len(lines) <= 150
    first = "\n".join(lines[:8])
    assert "make run" in first
    assert "make test" in first


def test_every_link_of_the_papers_leads_somewhere() -> None:
    broken = [
        f"{named(paper)}: {target}"
        for paper in [*papers(), *files_of("docs", "tests")]
        if paper.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)\)", paper.read_text(encoding="utf-8"))
        if "://" not in target and not (paper.parent / target).exists()
    ]
    assert not broken


def test_every_file_a_paper_names_is_there() -> None:
    gone = [
        f"{named(paper)}: {name}"
        for paper in [*papers(), *files_of("docs")]
        if paper.suffix == ".md" and paper.name != "CHANGELOG.md"
        for name in NAMED_FILE.findall(paper.read_text(encoding="utf-8"))
        if not list(ROOT.glob(name))
    ]
    assert not gone


def test_a_file_that_a_paper_names_is_recognised() -> None:
    text = "`reports/warning/report.py`, `sql/*/_tables.yaml`, `sql/<layer>/_tables.yaml`, `docs/`, `a/b.py`"
    assert NAMED_FILE.findall(text) == ["reports/warning/report.py", "sql/*/_tables.yaml", "docs/"]


def test_the_readme_offers_what_the_command_line_does() -> None:
    offered = set(get_command(app).commands)
    table = README.split("## Commands")[1].split("\n## ")[0]
    listed = set(re.findall(r"`(?:majorwatch )?([a-z-]+)(?=[ `\[])", table)) & offered
    assert listed == offered
    assert set(re.findall(r"`majorwatch ([a-z-]+)", README)) <= offered


def test_make_alone_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make ([a-z-]+)", told, re.MULTILINE)) == set(TARGET.findall(makefile))
    assert {"run", "test", "test-crash", "serve"} <= set(TARGET.findall(makefile))


def test_every_locked_component_is_one_version_with_its_hashes() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    wrong = [
        entry.splitlines()[0]
        for entry in entries
        if not re.match(r"[\w.-]+(\[[\w, -]+\])?==\S+", entry) or "--hash=sha256:" not in entry
    ]
    assert not wrong


def test_every_component_asked_for_is_locked() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [*asked["dependencies"], *asked["optional-dependencies"]["test"]]
    locked = {plain(re.split(r"[=\[]", line)[0]) for line in LOCK.splitlines() if "==" in line}
    assert {plain(re.split(r"[<>=\[ ;]", name)[0]) for name in names} <= locked


class EachKeyOnce(yaml.SafeLoader):
    """YAML lets a later key silently replace an earlier one of the same name."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        repeated = {key for key in keys if keys.count(key) > 1}
        if repeated:
            raise yaml.constructor.ConstructorError(None, None, f"stated twice: {repeated}", node.start_mark)
        return super().construct_mapping(node, deep)


def test_every_notes_file_can_be_read_and_states_each_thing_once() -> None:
    for path in files_of(*ROOMS, pattern="*.yaml"):
        assert yaml.load(path.read_text(encoding="utf-8"), EachKeyOnce) is not None, named(path)


def test_a_notes_file_that_states_a_thing_twice_is_seen() -> None:
    with pytest.raises(yaml.constructor.ConstructorError, match="stated twice"):
        yaml.load("a: 1\na: 2\n", EachKeyOnce)


def test_the_changelog_begins_with_what_is_not_released_yet() -> None:
    assert "## Unreleased" in Path(ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()
