"""The page at the permanent address of a release, as the release itself carries it.

A release never changes, so none of its pages can say that it was withdrawn later. Every page leads to this one, and
in the web root (web.py) the page that says how the release stands today is served in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.data.shared import Run
from reports.document.language import language
from reports.render.html import CONTENT_POLICY, HTML_LANG, STANDING, Edition, folder, page_of


def write_standing(run: Run, public: Path, langs: Sequence[str]) -> list[Path]:
    """Write the page of every language given below `public/`; returns the files."""
    return [_write(public / STANDING[lang], _page(run, lang, langs)) for lang in langs]


def _page(run: Run, lang: str, langs: Sequence[str]) -> str:
    words = language(lang)
    return page_of(
        "standing.html.j2",
        t=words.text,
        html_lang=HTML_LANG[lang],
        policy=CONTENT_POLICY,
        title=words.text("web.of_one", release=run.release_id),
        city=run.city_name_zh if lang == "zh" else run.city_name_en,
        synthetic=words.text("synthetic.label") if run.is_synthetic else "",
        home=f"site/{folder(lang)}index.html",
        as_of=words.date(run.as_of),
        others=tuple(
            Edition(HTML_LANG[other], STANDING[other], words.text("site.other_language"), False)
            for other in langs
            if other != lang
        ),
    )


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
