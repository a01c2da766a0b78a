"""The new warehouse beside the one that readers have: too far from it, and somebody must say that it is right."""

from __future__ import annotations

from pathlib import Path

from flows.gate import Finding, of_drift
from flows.night import Night
from transforms.quality import TOLERANCES, NotComparable, drifted
from transforms.releases import current_release


def compare(night: Night, warehouse: Path) -> list[Finding]:
    """What the gate objects to beside the current release; nothing where its drift was accepted, which is recorded.

    The first release has none before it, and a past day is built beside the current one, not after it.
    """
    last = current_release(night.out)
    if last is None or not night.becomes_current:
        return []
    stated = {name: night.policy.parameter_on(name, night.as_of) for name in TOLERANCES}
    tolerances = {name: value for name, value in stated.items() if value is not None}
    try:
        findings = of_drift(drifted(last.warehouse, warehouse, tolerances))
    except NotComparable as error:
        findings = [Finding(last.id, "the_last_release_can_be_measured", detail=str(error))]
    night.drifts.extend(str(finding) for finding in findings)
    return [] if night.request.accept_drift else findings
