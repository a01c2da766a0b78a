"""A policy that accepts lines which tell small parts says so in every report; one without such lines says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reports.document.blocks import Block, Note, text_of
from reports.document.document import METHOD
from tests.reports.city import PROGRAMS, write_city
from tests.reports.written import write_documents, write_pages
from transforms.policy.policy import POLICY_DIR
from transforms.yaml_text import read_yaml

TITLES = {"zh": "会透露个别人数的标准线", "en": "Lines that tell small parts"}
CRITERION = {"zh": "落实率低于标准线", "en": "Employment rate"}
LANGS = ("zh", "en")


def said(blocks: tuple[Block, ...], lang: str) -> list[str]:
    """The notes on lines that tell small parts."""
    return [
        text_of(block.spans) for block in blocks if isinstance(block, Note) and block.title == TITLES[lang]
    ]


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city judged by the default policy with a line of 95 % beside its own, accepted by name."""
    folder = tmp_path_factory.mktemp("telling")
    content = read_yaml(POLICY_DIR / "chongqing.yaml")
    line = [{"valid_from": "2011-11-10", "value": 9500, "clause": "assumed-ladder"}]
    own = content["criteria"]["low_employment"]
    content["criteria"]["nearly_all"] = own | {"line": line, "is_required": False}
    content["criteria"]["nearly_all"]["title"] = CRITERION
    content["lines_tell_parts"] = {"nearly_all": {"clause": "assumed-ladder"}}
    path = folder / "telling.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return write_city(folder, PROGRAMS, policy=path)


@pytest.mark.parametrize("lang", LANGS)
def test_every_report_names_the_lines_that_tell_small_parts(lang: str, telling: Path) -> None:
    documents = write_documents(telling, (lang,))[lang]
    [method] = [page for page in write_pages(telling, (lang,))[lang] if page.slug == METHOD]
    found = {document.name: document.blocks for document in documents} | {METHOD: method.blocks}
    for name, blocks in found.items():
        [note] = said(blocks, lang)
        assert CRITERION[lang] in note, name


def test_a_policy_without_such_lines_says_nothing_of_them(documents, directory) -> None:
    assert not [note for document in documents for note in said(document.blocks, document.lang)]
    assert not [note for page in directory for note in said(page.blocks, "zh")]
