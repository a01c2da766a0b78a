"""The sections of the matching report that say what follows for settings and enrolment."""

from __future__ import annotations

from reports.document.blocks import Block, Paragraph
from reports.settings.advice import advice_section
from reports.settings.changes import changes_section
from reports.settings.context import Following
from reports.settings.lists_and_targets import public_lists_section
from reports.settings.similar import similar_summary
from reports.following_targets import targets_section
from reports.document.wording import Wording


def following_sections(following: Following, wording: Wording) -> list[Block]:
    """Changes and similar settings in short, lists, advice, targets: each says why where it has nothing to show."""
    return [
        *changes_section(following, wording),
        *similar_summary(following, wording),
        *([Paragraph(wording.words.spans("settings.pointer"))] if following.change_counts else []),
        *public_lists_section(following, wording),
        *advice_section(following, wording),
        *targets_section(following, wording),
    ]
