"""The public file under attack, alone and beside the one that readers have: what it gives away is not published."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from flows.gate import OF_TWO_RELEASES, Finding, of_pinned
from flows.night import Night
from transforms.releases import current_release

if TYPE_CHECKING:
    from transforms.disclosure.attack import Found


def attack(night: Night, public_file: Path) -> list[Finding]:
    """What the gate objects to: hidden counts that an outsider could derive. What was found is kept with the run.

    What this file gives away by itself is never published. What it gives away only together with the last one may be
    right to publish all the same, as a verdict by a new line is: then somebody has said why.
    """
    last = current_release(night.out) if night.becomes_current else None
    previous = last.folder / public_file.name if last else None
    with night.stage("attack", 1):
        found, alone = _attacked(public_file, previous)
        night.progress.step(public_file.name)
    night.attack = {
        **{name: value for name, value in asdict(found).items() if name not in ("pinned", "is_of_two")},
        "pinned": len(found.pinned),
        "previous": last.id if last and found.is_of_two else None,
    }
    findings = of_pinned("no_hidden_count_is_pinned", alone.pinned)
    if not findings and not night.request.accept_exposure:
        findings = of_pinned(OF_TWO_RELEASES, found.pinned)
    return findings


def _attacked(public_file: Path, previous: Path | None) -> tuple[Found, Found]:
    """What both files tell together, and what the new one tells alone; a file of a form of long ago is left out."""
    from transforms.disclosure.attack import Unreadable, attack

    try:
        both = attack(public_file, previous)
    except Unreadable:
        both = attack(public_file)
    return both, attack(public_file) if both.pinned and both.is_of_two else both
