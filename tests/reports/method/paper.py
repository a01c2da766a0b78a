"""The measures in docs/method.md: the English words of the site's page, with the values of policy/method.yaml.

`python -m tests.reports.method.paper` writes them there again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reports.document.blocks import Span
from reports.document.language import language
from reports.method.page import filled, measures, reading_of
from tests.house.rooms import ROOT
from transforms.policy.policy import METHOD_FILE
from transforms.yaml_text import read_yaml

PAPER = ROOT / "docs/method.md"
BEGINS = "### Destinations of graduates"
HEADER = ("measure", "columns", "formula", "reading and edge cases", "source")


def measures_section() -> str:
    """A table for each group, up to the end of the paper."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    words, values = language("en"), stated_values()
    for group in dict.fromkeys(measure.group for measure in measures()):
        yield f"### {words.text(f'measures.group.{group}')}"
        yield from ("", _marked(words.spans(f"measures.note.{group}")), "")
        yield from (f"| {' | '.join(HEADER)} |", f"|{'---|' * len(HEADER)}")
        for measure in measures():
            if measure.group == group:
                cells = (
                    _marked(words.spans(f"{measure.words}.term")),
                    " ".join(f"`{column}`" for column in measure.columns),
                    _marked(words.spans(f"{measure.words}.formula", **values)),
                    _marked(reading_of(words, measure, values)),
                    _marked(words.spans(f"{measure.own}.source")),
                )
                yield f"| {' | '.join(cells)} |"
        yield ""


def stated_values() -> dict[str, str]:
    """Parameters that hold for all levels, at their newest value."""
    parameters = read_yaml(METHOD_FILE)["parameters"]
    newest = {name: values[-1] for name, values in parameters.items()}
    return filled(
        language("en"), {name: value["value"] for name, value in newest.items() if "levels" not in value}
    )


def _marked(spans: Iterable[Span]) -> str:
    """Spans in Markdown; a line break in a cell parts two sentences."""
    marks = {"sub": "<sub>{}</sub>", "strong": "**{}**", "code": "`{}`", "break": ". "}
    text = "".join(marks.get(span.kind, "{}").format(span.text) for span in spans)
    return re.sub(r"\|", r"\\|", text)


if __name__ == "__main__":
    above = PAPER.read_text(encoding="utf-8").split(BEGINS)[0]
    PAPER.write_text(above + measures_section(), encoding="utf-8")
